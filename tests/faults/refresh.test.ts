import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dropFolder } from '#lib/insights/folders.ts'
import { ended, submit } from '#tests/support/insights.ts'
import {
  eventsOf,
  makeRefreshable,
  refreshFirst,
  served,
  startRefreshScene,
  writeSources,
} from '#tests/support/refresh-scene.ts'
import type { Death, Phase } from '#tests/support/refresh-worker.ts'
import { until } from '#tests/support/until.ts'

let scene: Awaited<ReturnType<typeof startRefreshScene>>
beforeAll(async () => {
  scene = await startRefreshScene()
})
afterEach(() => scene.killWorkers())
afterAll(() => scene?.[Symbol.asyncDispose]())

const OLD = { contacts: 10, customers: 10, segment: 10, measure: 10 }
const NEW = { contacts: 20, customers: 20, segment: 20, measure: 20 }

/** What is served when a worker has died in a phase: what was committed before, and nothing of what was not. */
const SERVED: Record<Phase, typeof OLD> = {
  ingestion: OLD,
  map: { ...OLD, contacts: 20 },
  match: { ...OLD, contacts: 20 },
  merge: { ...OLD, contacts: 20 },
  measures: { ...OLD, contacts: 20, customers: 20 },
  segmentation: { ...NEW, segment: 10 },
}

const EVENTS = [
  'data-source-refresh-succeeded',
  'data-source-refresh-succeeded',
  'unification-refresh-completed',
  'measure-threshold-crossed',
  'segment-threshold-crossed',
  'full-refresh-completed',
]

/** The first refresh is over, and the sources have changed. */
async function changedSources(name: string) {
  const { api } = await makeRefreshable(name)
  await scene.startWorker()
  await refreshFirst(api)
  await scene.killWorkers()
  expect(await served(api)).toEqual(OLD)
  await writeSources(20, name)
  return api
}

type Task = { friendlyName: string; taskStatus: string }
const statuses = (job: { tasks: Task[] }) =>
  Object.fromEntries(job.tasks.map(({ friendlyName, taskStatus }) => [friendlyName, taskStatus]))

describe.each<Death['when']>(['during', 'after'])('a worker that is killed %s its work', when => {
  test.each<Phase>(['ingestion', 'map', 'match', 'merge', 'measures', 'segmentation'])(
    'in %s leaves the last good version served, and the next one ends the refresh, each event once',
    async phase => {
      const api = await changedSources(`${phase}-${when}`)
      const worker = await scene.startWorker({ death: { phase, when } })
      const jobId = await submit(api, 'all')
      await until(async () => worker.signalCode === 'SIGKILL')
      expect(await served(api)).toEqual(SERVED[phase])

      await scene.startWorker()
      expect(await ended(api, jobId)).toMatchObject({ jobStatus: 'successful' })
      expect(await served(api)).toEqual(NEW)
      expect(await eventsOf(jobId)).toEqual(EVENTS)
    },
  )
})

test('a source that is gone when its refresh is taken up again fails it; what does not need it goes on', async () => {
  const api = await changedSources('gone')
  const worker = await scene.startWorker({ death: { phase: 'ingestion', when: 'during' } })
  const jobId = await submit(api, 'all')
  await until(async () => worker.signalCode === 'SIGKILL')
  await rm(join(dropFolder(), 'gone-loyalty.csv'))

  await scene.startWorker()
  const job = await ended(api, jobId)
  expect(statuses(job)).toEqual({
    crm: 'successful',
    loyalty: 'failed',
    Map: 'skipped',
    Match: 'skipped',
    Merge: 'skipped',
    Customers: 'skipped',
    Nsw: 'successful',
  })
  expect(job.tasks[5].ciError.message).toContain('data source loyalty')
  expect(await served(api)).toEqual({ contacts: 20, customers: 10, segment: 20, measure: 10 })
  expect(await eventsOf(jobId)).toEqual([
    'data-source-refresh-succeeded',
    'data-source-refresh-failed',
    'unification-refresh-completed',
    'segment-threshold-crossed',
    'full-refresh-completed',
  ])
})

test('a disk that fills up in unification: what was read before stays, the customers are those of before', async () => {
  const api = await changedSources('filling')
  await writeSources(3_000, 'filling')
  await scene.startWorker({ limitKilobytes: 100 })
  const job = await ended(api, await submit(api, 'all'))
  expect(statuses(job)).toMatchObject({ Match: 'successful', Merge: 'failed', Customers: 'skipped', Nsw: 'successful' })
  const merge = job.tasks.find((task: Task) => task.friendlyName === 'Merge')
  expect(merge.ciError.message).toContain('no room')
  expect(await served(api)).toEqual({ contacts: 3_000, customers: 10, segment: 3_000, measure: 10 })
  expect(await eventsOf(job.jobId)).toEqual([
    'data-source-refresh-succeeded',
    'data-source-refresh-succeeded',
    'unification-refresh-completed',
    'segment-threshold-crossed',
    'full-refresh-completed',
  ])
})

test('a full disk fails what was to be written, says so, and leaves the last good version served', async () => {
  const api = await changedSources('full')
  await writeSources(50_000, 'full')
  await scene.startWorker({ limitKilobytes: 64 })
  const full = await ended(api, await submit(api, 'all'))
  expect(full.jobStatus).toBe('failed')
  expect(full.tasks[0]).toMatchObject({
    taskStatus: 'failed',
    ciError: { message: expect.stringContaining('no room') },
  })
  expect(await served(api)).toEqual(OLD)
  expect(await eventsOf(full.jobId)).toEqual([
    'data-source-refresh-failed',
    'data-source-refresh-failed',
    'unification-refresh-completed',
    'full-refresh-completed',
  ])
  await scene.killWorkers()

  await scene.startWorker()
  expect((await ended(api, await submit(api, 'all'))).jobStatus).toBe('successful')
  expect((await served(api)).customers).toBe(50_000)
})
