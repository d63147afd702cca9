import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#bin/demo/child.ts'
import { database } from '#lib/database/client.ts'
import { createDataSource } from '#lib/insights/data-sources/create.ts'
import { dropFolder } from '#lib/insights/folders.ts'
import { submitJob } from '#lib/insights/jobs/submit.ts'
import type { Access } from '#lib/instances/actor.ts'
import { makePerson } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'
import type { Arena } from './arena.ts'
import { contacts } from './contacts.ts'
import type { Flows } from './flows.ts'
import { commitToReceipt, percentiles, round } from './latency.ts'

const ROWS = 1_000_000
const SECONDS = 8
const PAGE_EVERY_MS = 200

/** Deliveries and pages while a million rows are refreshed in the same installation. */
export async function whileRefreshing(arena: Arena, flows: Flows, perSecond: number) {
  await mkdir(dropFolder(), { recursive: true })
  await pipeline(Readable.from(contacts(ROWS)), createWriteStream(join(dropFolder(), 'contacts.csv')))
  const instance = await database().instance.findUniqueOrThrow({ where: { id: flows.instanceId } })
  const access: Access = { actor: { type: 'deployment', name: 'benchmark' }, instance, role: 'Admin' }
  const source = {
    name: 'contacts',
    friendlyName: 'Contacts',
    path: 'contacts.csv',
    entityName: 'Contact',
    primaryKey: 'id',
  }
  const { dataSourceId } = await createDataSource(access, { kind: 'file', ...source })
  await using web = await startWeb()
  const headers = await sessionOf(await makePerson({ isDeploymentAdministrator: true }))
  const page = async () => {
    const start = performance.now()
    const response = await fetch(`${web.url}/data/data-sources`, { headers })
    const took = performance.now() - start
    await response.text()
    if (response.status !== 200 || response.redirected) throw new Error(`the page answered ${response.status}`)
    return took
  }
  for (let warm = 0; warm < 20; warm++) await page()

  const { jobId } = await submitJob(access, {
    operationType: 'ingestion',
    identifiers: [dataSourceId],
    downstream: false,
  })
  const pages: number[] = []
  let done = false
  const visits = (async () => {
    while (!done) {
      pages.push(await page())
      await delay(PAGE_EVERY_MS)
    }
  })()
  const figures = await commitToReceipt(arena, flows, perSecond, SECONDS)
  done = true
  await visits
  const job = await ended(jobId)
  const refreshSeconds = round(((job.endedAt?.getTime() ?? 0) - (job.startedAt?.getTime() ?? 0)) / 1000)
  return { ...figures, rows: ROWS, refresh: job.status, refreshSeconds, pageP95Ms: percentiles(pages).p95Ms }
}

async function ended(jobId: string) {
  for (;;) {
    const job = await database().refreshJob.findUniqueOrThrow({ where: { id: jobId } })
    if (job.endedAt) return job
    await delay(100)
  }
}

async function startWeb() {
  const port = String(await freePort())
  const child = fork('bin/web.ts', {
    env: { ...process.env, PORT: port },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
