import type { Product } from '#bin/demo/product.ts'
import { until } from '#bin/demo/until.ts'

type Job = { jobId: string; jobStatus: string; tasks: { taskStatus: string }[] }
type Segment = { evaluationStatus: { entityCount: number | null } }

const ENDED = ['successful', 'failed', 'timedOut', 'aborted', 'skipped']

/** The product's first environment, over its API. */
export class Environment {
  readonly id: string
  readonly #product: Product

  private constructor(product: Product, id: string) {
    this.#product = product
    this.id = id
  }

  static async first(product: Product): Promise<Environment> {
    const { json } = await product.api<{ instanceId: string }[]>('GET', '/instances')
    const [instance] = json
    if (!instance) throw new Error('the product has no environment')
    return new Environment(product, instance.instanceId)
  }

  async addFile(name: string, friendlyName: string, path: string, entityName: string) {
    await this.#post('/manage/datasources', {
      kind: 'file',
      name,
      friendlyName,
      path,
      entityName,
      primaryKey: 'rec_id',
    })
  }

  async addSegment(name: string, friendlyName: string, entityName: string, condition: object) {
    await this.#post('/manage/segments', { kind: 'rule', name, friendlyName, entityName, rule: { all: [condition] } })
  }

  async subscribe(trigger: string, body: object): Promise<{ location: string; secret: string }> {
    const { location, json } = await this.#post<{ secret: string }>(`/manage/hooks/${trigger}`, body)
    return { location, secret: json.secret }
  }

  /** As a flow engine does it: at the address that it was given, with no credentials. */
  async unsubscribe(location: string) {
    const { status } = await fetch(location, { method: 'DELETE' })
    if (status !== 204) throw new Error(`unsubscribing was answered with ${status}`)
  }

  /** Runs a full refresh to its end. @returns how it went, in words */
  async refreshAll(): Promise<string> {
    const { json } = await this.#post<Job>('/workflows/main/jobs?operationType=all')
    const job = await until('The end of the refresh', 60, async () => {
      const { json: now } = await this.#product.api<Job>(
        'GET',
        `/instances/${this.id}/workflows/main/jobs/${json.jobId}`,
      )
      return ENDED.includes(now.jobStatus) && now
    })
    const counts = Map.groupBy(job.tasks, ({ taskStatus }) => taskStatus)
    const tasks = [...counts].map(([status, { length }]) => `${length} ${status}`)
    return `${job.jobStatus} (tasks: ${tasks.join(', ')})`
  }

  /** @throws Error where the segment has another number of members */
  async expectMembers(name: string, members: number) {
    const { json } = await this.#product.api<Segment>('GET', `/instances/${this.id}/manage/segments/${name}`)
    const { entityCount } = json.evaluationStatus
    if (entityCount !== members) throw new Error(`${name} has ${entityCount} members, not ${members}`)
  }

  #post<T>(path: string, body?: object) {
    return this.#product.api<T>('POST', `/instances/${this.id}${path}`, body)
  }
}
