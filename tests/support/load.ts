import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Installation } from '#tests/support/installation.ts'
import { accept, type startReceiver } from '#tests/support/receiver.ts'
import { until } from '#tests/support/until.ts'

const HOOKS_PER_OBJECT = 3
const PAUSE_BETWEEN_REPORTS_MS = 5
const PAUSE_WITHOUT_ANSWER_MS = 50

/** An external object that is reported to again and again, and the paths of the flows that listen to it. */
type Object = { reports: string; bodies: object[]; flows: string[] }
type Attempt = { outcome: string; possibleDuplicate?: true }

/**
 * Reports to external data sources and segments without end, and keeps the account: what was acknowledged, and what every
 * flow has received.
 */
export class Load {
  readonly #product: Installation
  readonly #receiver: Awaited<ReturnType<typeof startReceiver>>
  readonly #instance: string
  readonly #objects: Object[] = []
  /** Acknowledged events, and the flows that are to receive each. */
  readonly #acknowledged = new Map<string, string[]>()
  readonly #waiting: { count: number; resolve(): void }[] = []
  #reporting: Promise<void>[] = []
  #isOn = false

  private constructor(product: Installation, receiver: Awaited<ReturnType<typeof startReceiver>>, instance: string) {
    this.#product = product
    this.#receiver = receiver
    this.#instance = `/instances/${instance}`
  }

  static async prepare(product: Installation, receiver: Awaited<ReturnType<typeof startReceiver>>): Promise<Load> {
    const instances = await product.api('GET', '/instances')
    const load = new Load(product, receiver, instances.json[0].instanceId)
    for (const name of ['crm', 'shop']) await load.#addDataSource(name)
    for (const name of ['Big', 'Loyal']) await load.#addSegment(name)
    receiver.answerWith((response, received) => {
      load.#tell()
      accept(response, received)
    })
    return load
  }

  start() {
    this.#isOn = true
    this.#reporting = this.#objects.map(object => this.#report(object))
  }

  async stop() {
    this.#isOn = false
    await Promise.all(this.#reporting)
  }

  /** Resolves in the middle of the receipt that makes it `count` more, before it is answered. */
  receives(count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push({ count: this.#receiver.received.length + count, resolve })
    return promise
  }

  /** Resolves when every flow has received an event that was acknowledged after this call. */
  async reachesEveryFlow() {
    const before = new Set(this.#acknowledged.keys())
    const flows = this.#objects.flatMap(object => object.flows)
    await until(async () => {
      const later = this.#receiver.received.filter(
        ({ json }) => this.#acknowledged.has(json.id) && !before.has(json.id),
      )
      return new Set(later.map(({ path }) => path)).size === flows.length
    })
  }

  /**
   * Every acknowledged event has reached every flow that listens to it, nothing is still to be sent, and what was sent
   * more often than once is shown so: as many attempts of unknown outcome, and the last one a possible duplicate.
   */
  async expectNothingLost() {
    await expect.poll(() => this.#missing().length, { timeout: 30_000 }).toBe(0)
    for (const status of ['pending', 'sending', 'retrying']) {
      const open = () => this.#get(`/manage/deliveries?status=${status}`).then(({ value }) => value.length)
      await expect.poll(open, { timeout: 30_000 }).toBe(0)
    }
    const receipts = Map.groupBy(this.#receiver.received, ({ headers }) => String(headers['webhook-id']))
    for (const [id, { length }] of receipts) {
      if (length === 1) continue
      const { attempts, status } = await this.#get(`/manage/deliveries/${id}`)
      const unknown = attempts.filter(({ outcome }: Attempt) => outcome === 'unknown')
      expect(status).toBe('delivered')
      expect(unknown.length, `${length} receipts of ${id}`).toBeGreaterThanOrEqual(length - 1)
      expect(attempts.at(-1)).toMatchObject({ outcome: 'delivered', possibleDuplicate: true })
    }
  }

  #missing(): string[] {
    const received = new Set(this.#receiver.received.map(({ path, json }) => `${json.id} ${path}`))
    return [...this.#acknowledged].flatMap(([event, flows]) =>
      flows.map(flow => `${event} ${flow}`).filter(pair => !received.has(pair)),
    )
  }

  async #report({ reports, bodies, flows }: Object) {
    for (let turn = 0; this.#isOn; turn++) {
      const body = bodies[turn % bodies.length]
      const answer = await this.#product.api('POST', `${this.#instance}${reports}`, body).catch(() => undefined)
      const events: string[] = answer?.status === 202 ? answer.json.events : []
      for (const event of events) this.#acknowledged.set(event, flows)
      await delay(answer ? PAUSE_BETWEEN_REPORTS_MS : PAUSE_WITHOUT_ANSWER_MS)
    }
  }

  async #addDataSource(name: string) {
    const { dataSourceId } = await this.#post('/manage/datasources', { name, kind: 'external' })
    this.#objects.push({
      reports: `/manage/datasources/${dataSourceId}/reports`,
      bodies: [{ status: 'successful', rows: 1 }],
      flows: await this.#subscribe('data-source-refresh-succeeded', { dataSourceId }, name),
    })
  }

  async #addSegment(segmentName: string) {
    await this.#post('/manage/segments', { name: segmentName, kind: 'external' })
    this.#objects.push({
      reports: `/manage/segments/${segmentName}/reports`,
      bodies: [{ memberCount: 50 }, { memberCount: 150 }],
      flows: await this.#subscribe('segment-threshold-crossed', { segmentName, threshold: 100 }, segmentName),
    })
  }

  async #subscribe(trigger: string, parameters: object, name: string): Promise<string[]> {
    const flows = Array.from({ length: HOOKS_PER_OBJECT }, (_, number) => `/${name}/${number}`)
    for (const flow of flows) {
      await this.#post(`/manage/hooks/${trigger}`, { notificationUrl: this.#receiver.url(flow), ...parameters })
    }
    return flows
  }

  #tell() {
    for (const waiting of this.#waiting.splice(0)) {
      if (this.#receiver.received.length >= waiting.count) waiting.resolve()
      else this.#waiting.push(waiting)
    }
  }

  async #post(path: string, body: object) {
    const { status, json } = await this.#product.api('POST', `${this.#instance}${path}`, body)
    expect(status).toBe(201)
    return json
  }

  async #get(path: string) {
    const { status, json } = await this.#product.api('GET', `${this.#instance}${path}`)
    expect(status).toBe(200)
    return json
  }
}
