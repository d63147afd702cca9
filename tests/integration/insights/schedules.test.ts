import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { startHousekeeping } from '#lib/housekeeping/start.ts'
import { runJobs } from '#lib/insights/jobs/runner.ts'
import { runDueSchedules } from '#lib/insights/schedules/run-due.ts'
import { SCHEDULED_REFRESHES } from '#lib/insights/schedules/task.ts'
import { type Api, apiOf, ended, freshInstance, submit } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'
import { stagedPort } from '#tests/support/port.ts'

const workers: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(workers.splice(0).map(worker => worker.stop()))
})

const SCHEDULES = 'workflows/main/schedules'
const nightly = { timezoneId: 'Europe/Amsterdam', cronSchedules: ['30 2 * * *'] }

async function scheduled(changes: object = {}) {
  const { api, instance } = await freshInstance()
  await api.post('manage/datasources', {
    kind: 'file',
    name: 'crm',
    friendlyName: 'CRM',
    entityName: 'Contact',
    path: 'any.csv',
  })
  const { json } = await api.post(SCHEDULES, { ...nightly, ...changes })
  return { api, instance, id: json.scheduleId as string }
}

const minutes = (count: number) => count * 60_000
const jobsOf = async (api: Api) => (await api.get('workflows/main/jobs')).json.value

/** What the worker does at a moment before, at or after the schedule's next time. */
async function passes(id: string, offsetMs: number) {
  const { nextRunAt } = await database().refreshSchedule.findUniqueOrThrow({ where: { id } })
  const now = new Date((nextRunAt?.getTime() ?? Date.now()) + offsetMs)
  await runDueSchedules({ now, stop: new AbortController().signal })
  return now
}

test('a schedule is made, read, replaced and removed', async () => {
  const { api, instance } = await freshInstance()
  expect((await api.get(SCHEDULES)).json).toEqual([])
  const created = await api.post(SCHEDULES, nightly)
  expect(created.status).toBe(201)
  expect(created.json).toEqual({
    ...nightly,
    scheduleId: expect.any(String),
    operationType: 'all',
    identifiers: [],
    jobType: 'full',
    isActive: true,
    nextRunTimestamp: expect.any(String),
    lastRuns: [],
  })
  const path = `${SCHEDULES}/${created.json.scheduleId}`
  expect(created.headers.get('location')).toMatch(new RegExp(`${path}$`))
  const off = await api.put(path, { ...nightly, isActive: false, cronSchedules: ['0  8 * * 5-7', '0 20 * * *'] })
  expect(off.json).toMatchObject({
    isActive: false,
    cronSchedules: ['0 8 * * 0,5,6', '0 20 * * *'],
    nextRunTimestamp: null,
  })
  expect((await api.get(SCHEDULES)).json).toEqual([off.json])
  expect((await api.get(path)).json).toEqual(off.json)
  expect((await api.delete(path)).status).toBe(204)
  expect((await api.get(path)).status).toBe(404)
  const audit = await database().auditEntry.findMany({ where: { instanceId: instance.id }, orderBy: { id: 'asc' } })
  expect(audit.map(({ action }) => action)).toEqual(['schedule.create', 'schedule.update', 'schedule.delete'])
})

test.each([
  ['a time zone that is not there', 400, { timezoneId: 'Europe/Atlantis' }],
  ['an offset', 400, { timezoneId: '+01:00' }],
  ['no time', 400, { cronSchedules: [] }],
  ['five times', 400, { cronSchedules: Array(5).fill('0 8 * * *') }],
  ['every minute', 400, { cronSchedules: ['* * * * *'] }],
  ['six fields', 400, { cronSchedules: ['0 0 8 * * *'] }],
  ['an operation that is not run here', 400, { operationType: 'enrichment' }],
  ['what is not there', 422, { operationType: 'segmentation', identifiers: ['Nobody'] }],
  ['a unification that nobody has defined', 422, { operationType: 'unification' }],
])('%s is refused', async (_, status, changes) => {
  const { api } = await freshInstance()
  expect((await api.post(SCHEDULES, { ...nightly, ...changes })).status).toBe(status)
  expect((await api.get(SCHEDULES)).json).toEqual([])
})

test('administrators write schedules; everybody reads them', async () => {
  const { api, instance, id } = await scheduled()
  const contributor = apiOf(instance.id, (await makeKey(instance.id, 'Contributor')).key)
  expect((await contributor.get(SCHEDULES)).json).toEqual((await api.get(SCHEDULES)).json)
  expect((await contributor.post(SCHEDULES, nightly)).status).toBe(403)
  expect((await contributor.put(`${SCHEDULES}/${id}`, nightly)).status).toBe(403)
  expect((await contributor.delete(`${SCHEDULES}/${id}`)).status).toBe(403)
  const { api: elsewhere } = await freshInstance()
  expect((await elsewhere.put(`${SCHEDULES}/${id}`, nightly)).status).toBe(404)
})

test('at its time a full refresh begins, as scheduled, and its completion says so', async () => {
  const { api, instance, id } = await scheduled()
  workers.push(await runJobs(stagedPort(), { leaseMs: 5_000, pollMs: 100, taskTimeoutMs: 60_000, slots: 1 }))
  await passes(id, -1)
  expect(await jobsOf(api)).toEqual([])
  const now = await passes(id, 0)
  const [submitted] = await jobsOf(api)
  const job = await ended(api, submitted.jobId)
  expect(job).toMatchObject({
    jobStatus: 'successful',
    jobSubmissionKind: 'scheduled',
    operationType: 'all',
    submittedBy: 'Schedule',
    scheduleId: id,
  })
  const events = await database().event.findMany({ where: { instanceId: instance.id }, orderBy: { id: 'asc' } })
  expect(events.map(({ payload }) => payload)).toMatchObject([
    { eventType: 'data-source-refresh-succeeded', submissionKind: 'scheduled' },
    { eventType: 'full-refresh-completed', submissionKind: 'scheduled', status: 'successful' },
  ])
  const { json } = await api.get(`${SCHEDULES}/${id}`)
  expect(new Date(json.nextRunTimestamp).getTime()).toBeGreaterThan(now.getTime())
  expect(json.lastRuns).toMatchObject([{ jobId: job.jobId, jobStatus: 'successful', error: null }])
})

test('however many workers look at once, one begins it', async () => {
  const { api, id } = await scheduled()
  const { nextRunAt } = await database().refreshSchedule.findUniqueOrThrow({ where: { id } })
  const now = nextRunAt ?? new Date()
  const stop = new AbortController().signal
  await Promise.all(Array.from({ length: 6 }, () => runDueSchedules({ now, stop })))
  expect(await jobsOf(api)).toHaveLength(1)
})

test('while a full refresh is under way, the run is skipped and says why; the next one is not', async () => {
  const { api, instance, id } = await scheduled()
  const other = await submit(api, 'all')
  await passes(id, 0)
  const [skipped] = await jobsOf(api).then(jobs =>
    jobs.filter(({ scheduleId }: { scheduleId: string }) => scheduleId === id),
  )
  expect(skipped).toMatchObject({
    jobStatus: 'skipped',
    jobSubmissionKind: 'scheduled',
    ciError: { message: `A full refresh is under way already (job ${other}).` },
  })
  expect(await database().event.count({ where: { instanceId: instance.id } })).toBe(0)
  await api.post(`workflows/main/jobs/${other}/cancel`)
  await passes(id, 0)
  expect((await api.get(`${SCHEDULES}/${id}`)).json.lastRuns).toMatchObject([
    { jobStatus: 'queued' },
    { jobStatus: 'skipped', error: expect.stringContaining('under way') },
  ])
})

test('a refresh begins late within an hour; later than that it is skipped, and says so', async () => {
  const { api, id } = await scheduled({ operationType: 'ingestion', identifiers: ['crm'] })
  await passes(id, minutes(59))
  expect(await jobsOf(api)).toMatchObject([{ jobStatus: 'queued', operationType: 'ingestion', idList: ['crm'] }])
  await api.post(`workflows/main/jobs/${(await jobsOf(api))[0].jobId}/cancel`)
  const now = await passes(id, minutes(61))
  const { json } = await api.get(`${SCHEDULES}/${id}`)
  expect(json.lastRuns[0]).toMatchObject({ jobStatus: 'skipped', error: expect.stringContaining('No worker ran') })
  expect(new Date(json.nextRunTimestamp).getTime()).toBeGreaterThan(now.getTime())
})

test('what it was to refresh is gone: the run is skipped and says so', async () => {
  const { api, id } = await scheduled({ operationType: 'ingestion', identifiers: ['crm'] })
  const [source] = (await api.get('manage/datasources')).json
  await api.delete(`manage/datasources/${source.dataSourceId}`)
  await passes(id, 0)
  expect((await api.get(`${SCHEDULES}/${id}`)).json.lastRuns).toMatchObject([
    { jobStatus: 'skipped', error: expect.stringContaining('nothing named crm') },
  ])
})

test('a schedule that is off, or was changed since, does not run', async () => {
  const { api, id } = await scheduled()
  const { nextRunAt } = await database().refreshSchedule.findUniqueOrThrow({ where: { id } })
  await api.put(`${SCHEDULES}/${id}`, { ...nightly, isActive: false })
  await runDueSchedules({ now: nextRunAt ?? new Date(), stop: new AbortController().signal })
  expect(await jobsOf(api)).toEqual([])
})

test('a worker finds what is due by its clock', async () => {
  const { api, id } = await scheduled()
  await database().refreshSchedule.update({ where: { id }, data: { nextRunAt: new Date(Date.now() - 1000) } })
  workers.push(await startHousekeeping([SCHEDULED_REFRESHES]))
  await expect.poll(() => jobsOf(api), { timeout: 150_000, interval: 500 }).toHaveLength(1)
}, 160_000)
