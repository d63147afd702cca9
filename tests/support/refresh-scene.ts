import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { readyDatabase } from '#bin/database.ts'
import { makeDataDir } from '#bin/throw-away.ts'
import { database } from '#lib/database/client.ts'
import { startEmbedded } from '#lib/database/embedded.ts'
import { closePool } from '#lib/database/pool.ts'
import { customerDataFolder, dropFolder } from '#lib/insights/folders.ts'
import { type Api, dropFile, ended, freshInstance, submit } from '#tests/support/insights.ts'
import type { Death } from '#tests/support/refresh-worker.ts'

/** A database and a data folder of its own, and workers in processes of their own that can be killed. */
export async function startRefreshScene() {
  const folder = await makeDataDir()
  const server = await startEmbedded(folder.path)
  Object.assign(process.env, {
    DATABASE_URL: server.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    ADMIN_API_KEY: randomBytes(24).toString('hex'),
    APP_URL: 'http://127.0.0.1:3000',
    DATA_DIR: folder.path,
    CALLBACK_ALLOW_PRIVATE: 'true',
  })
  await readyDatabase()
  await mkdir(dropFolder(), { recursive: true })
  await mkdir(customerDataFolder(), { recursive: true })
  const workers: ChildProcess[] = []

  return {
    /** @param limitKilobytes of every file that it writes: where one would grow beyond, its disk is full */
    async startWorker({ death, limitKilobytes }: { death?: Death; limitKilobytes?: number } = {}) {
      const env = { ...process.env, DEATH: JSON.stringify(death ?? null) }
      const program = 'tests/support/refresh-worker.ts'
      const worker =
        limitKilobytes === undefined
          ? fork(program, { env })
          : fork(program, {
              env: { ...env, LIMIT: String(limitKilobytes), NODE: process.execPath },
              execPath: 'tests/support/with-file-limit.sh',
            })
      workers.push(worker)
      await once(worker, 'message')
      return worker
    },
    async killWorkers() {
      for (const worker of workers.splice(0)) {
        if (worker.exitCode !== null || worker.signalCode !== null) continue
        const exit = once(worker, 'exit')
        worker.kill('SIGKILL')
        await exit
      }
    },
    async [Symbol.asyncDispose]() {
      await this.killWorkers()
      await closePool()
      await server.stop()
      await folder.remove()
    },
  }
}

const rows = (count: number, line: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => line(row)).join('\n')

/** What the sources hold: so many contacts, each with a loyalty membership, all of them in nsw. */
export async function writeSources(count: number, name: string) {
  await dropFile(`${name}-crm.csv`, `id,email,state\n${rows(count, row => `c${row},p${row}@example.com,nsw`)}\n`)
  await dropFile(`${name}-loyalty.csv`, `id,email\n${rows(count, row => `m${row},p${row}@example.com`)}\n`)
}

/** Two sources that are unified, a segment over one, a measure over the customers, and a threshold on each at 15. */
export async function makeRefreshable(name: string) {
  const { api, instance } = await freshInstance()
  await writeSources(10, name)
  for (const [source, entityName] of [
    ['crm', 'Contact'],
    ['loyalty', 'Member'],
  ]) {
    const path = `${name}-${source}.csv`
    await api.post('manage/datasources', { kind: 'file', name: source, entityName, primaryKey: 'id', path })
  }
  const nsw = { all: [{ attribute: 'state', operator: 'eq', value: 'nsw' }] }
  await api.post('manage/segments', { kind: 'rule', name: 'Nsw', entityName: 'Contact', rule: nsw })
  const count = { entityName: 'Customer', aggregate: { operation: 'count' } }
  await api.post('manage/measures', { kind: 'business', name: 'Customers', definition: count })
  await api.post('manage/thresholds', { segmentName: 'Nsw', value: 15 })
  await api.post('manage/thresholds', { measureName: 'Customers', value: 15 })
  return { api, instance }
}

const email = [{ name: 'email', type: 'Person.Email' }]
const sameEmail = { name: 'Email', conditions: [{ type: 'Person.Email', method: 'exact' }] }

/** Defined once its entities are there. */
export const defineUnification = (api: Api) =>
  api.put('manage/unification', {
    map: ['Contact', 'Member'].map(entityName => ({ entityName, primaryKey: 'id', attributes: email })),
    match: [{ entityName: 'Contact' }, { entityName: 'Member', rules: [sameEmail] }],
    merge: [{ name: 'Email', from: [{ entityName: 'Contact', attribute: 'email' }] }],
  })

/** The first refresh, by a worker that lives: ten contacts, ten customers. */
export async function refreshFirst(api: Api) {
  await ended(api, await submit(api, 'ingestion'))
  const { status, json } = await defineUnification(api)
  if (status >= 300) throw new Error(JSON.stringify(json))
  const job = await ended(api, await submit(api, 'all'))
  if (job.jobStatus !== 'successful') throw new Error(JSON.stringify(job))
}

/** What is served now: rows of the entities as they can be read, and the values. */
export async function served(api: Api) {
  const count = async (entity: string) => (await api.get(`data/${entity}?$count=true&$top=1`)).json['@odata.count']
  return {
    contacts: await count('Contact'),
    customers: await count('Customer'),
    segment: (await api.get('manage/segments/Nsw')).json.evaluationStatus.entityCount,
    measure: Number((await api.get('manage/measures/Customers')).json.output?.values.value),
  }
}

/** The types of the events of a job, in their order. */
export const eventsOf = async (jobId: string) =>
  (
    await database().event.findMany({ where: { payload: { path: ['jobId'], equals: jobId } }, orderBy: { id: 'asc' } })
  ).map(({ type }) => type)
