import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { runJobs } from '#lib/insights/jobs/runner.ts'
import { type DataPort, IngestionError } from '#lib/insights/port.ts'
import { tellProgress } from '#lib/insights/progress.ts'
import { type Api, ended, freshInstance, nsw, submit } from '#tests/support/insights.ts'
import { endless, stagedPort } from '#tests/support/port.ts'
import { until } from '#tests/support/until.ts'

const settings = { leaseMs: 5_000, pollMs: 100, taskTimeoutMs: 60_000, slots: 2 }
const running: { stop(): Promise<void> }[] = []

async function start(port: DataPort, changed: Partial<typeof settings> = {}) {
  const runner = await runJobs(port, { ...settings, ...changed })
  running.push(runner)
  return runner
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(runner => runner.stop()))
})

/** Two sources, with a segment over each and a measure over the first. */
async function twoSources(api: Api) {
  for (const [name, entityName] of [
    ['crm', 'Contact'],
    ['loyalty', 'Member'],
  ]) {
    await api.post('manage/datasources', { kind: 'file', name, friendlyName: name, entityName, path: 'any.csv' })
    await api.post('manage/segments', { kind: 'rule', name: `${entityName}s`, entityName, rule: nsw })
  }
  const count = { entityName: 'Contact', aggregate: { operation: 'count' } }
  await api.post('manage/measures', { kind: 'business', name: 'ContactCount', definition: count })
}

const payloads = async (instanceId: string) =>
  (await database().event.findMany({ where: { instanceId }, orderBy: { id: 'asc' } })).map(({ payload }) => payload)

type Task = { friendlyName: string; taskStatus: string }
const statuses = (job: { tasks: Task[] }) =>
  Object.fromEntries(job.tasks.map(({ friendlyName, taskStatus }) => [friendlyName, taskStatus]))

test('a full refresh runs all in its order and is completed with one event', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  await start(stagedPort())
  const job = await ended(api, await submit(api, 'all'))
  expect(job).toMatchObject({ jobStatus: 'successful' })
  expect(job.tasks.map((task: { additionalInfo: object }) => task.additionalInfo)).toEqual([
    { rows: 3 },
    { rows: 3 },
    { value: 2 },
    { value: 2 },
    { value: 2 },
  ])
  const [crm, loyalty, measure, ...segments] = job.tasks as { startTimestamp: string; endTimestamp: string }[]
  const times = [crm, loyalty, measure, segments[0]].flatMap(task => [task?.startTimestamp, task?.endTimestamp])
  expect(times).toEqual([...times].sort())
  expect(new Set(segments.map(({ startTimestamp }) => startTimestamp)).size).toBe(1)
  expect(await payloads(instance.id)).toMatchObject([
    { eventType: 'data-source-refresh-succeeded', dataSourceName: 'crm', rows: 3, submissionKind: 'onDemand' },
    { eventType: 'data-source-refresh-succeeded', dataSourceName: 'loyalty', jobId: job.jobId },
    { eventType: 'full-refresh-completed', status: 'successful', tasksTotal: 5, tasksFailed: 0, jobId: job.jobId },
  ])
  expect((await api.get('manage/datasources')).json[0]).toMatchObject({ refreshState: 'updated', rows: 3, error: null })
  expect((await api.get('manage/entities/Contact')).json).toMatchObject({ rows: 3, attributes: expect.any(Array) })
  expect((await api.get('manage/segments/Contacts')).json.evaluationStatus).toMatchObject({
    jobStatus: 'CompletedSuccess',
    entityCount: 2,
  })
  expect((await api.get('manage/measures/ContactCount')).json.output.values).toEqual({ value: '2' })
  const status = (await api.get('workflows/main/status')).json
  expect(status.map((node: Task) => node.taskStatus)).toEqual(Array(5).fill('successful'))
})

test('what depends on a source that failed is skipped, and says why; the rest runs', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  let isBroken = false
  const stage = stagedPort()
  await start(
    stagedPort({
      ingest(source) {
        if (isBroken && source.target.includes(crm.dataSourceId)) throw new IngestionError('any.csv, line 2: broken')
        return stage.ingest(source)
      },
    }),
  )
  const [crm] = (await api.get('manage/datasources')).json
  await ended(api, await submit(api, 'all'))
  const { json: before } = await api.get('manage/segments/Contacts')
  const { json: entity } = await api.get('manage/entities/Contact')

  isBroken = true
  const job = await ended(api, await submit(api, 'all'))
  expect(job.jobStatus).toBe('failed')
  expect(statuses(job)).toEqual({
    crm: 'failed',
    loyalty: 'successful',
    ContactCount: 'skipped',
    Contacts: 'skipped',
    Members: 'successful',
  })
  expect(job.tasks[0].ciError).toEqual({
    errorCode: 'refreshFailed',
    resultSeverity: 'error',
    message: 'any.csv, line 2: broken',
  })
  expect(job.tasks[2].ciError.message).toContain('its data source crm')
  expect((await api.get(`manage/datasources/${crm.dataSourceId}`)).json).toMatchObject({
    refreshState: 'updateFailed',
    error: 'any.csv, line 2: broken',
    rows: 3,
  })
  expect((await api.get('manage/entities/Contact')).json).toEqual(entity)
  expect((await api.get('manage/segments/Contacts')).json).toEqual(before)
  expect((await payloads(instance.id)).slice(3)).toMatchObject([
    { eventType: 'data-source-refresh-failed', status: 'failed', errorMessage: 'any.csv, line 2: broken' },
    { eventType: 'data-source-refresh-succeeded', dataSourceName: 'loyalty' },
    { eventType: 'full-refresh-completed', status: 'failed', tasksTotal: 5, tasksFailed: 1, tasksSkipped: 2 },
  ])
})

test('what is inactive is skipped', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const [crm] = (await api.get('manage/datasources')).json
  await api.patch(`manage/datasources/${crm.dataSourceId}`, { isActive: false })
  await api.put('manage/segments/Members/deactivate')
  await start(stagedPort())
  const job = await ended(api, await submit(api, 'ingestion'))
  expect(statuses(job)).toEqual({ crm: 'skipped', loyalty: 'successful' })
  expect((await ended(api, await submit(api, 'segmentation', 'Members'))).jobStatus).toBe('skipped')
  expect(await payloads(instance.id)).toMatchObject([{ dataSourceName: 'loyalty' }])
})

test('a segment whose entity is not there fails, visibly', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  await start(stagedPort())
  const job = await ended(api, await submit(api, 'segmentation', 'Contacts'))
  expect(job.jobStatus).toBe('failed')
  expect((await api.get('manage/segments/Contacts')).json.evaluationStatus).toMatchObject({
    jobStatus: 'CompletedFailure',
    error: expect.stringContaining('no entity Contact'),
  })
})

test('a segment that fits its entity no more fails, and keeps its last value', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  const stage = { attributes: [{ name: 'state', type: 'text' as const }] }
  await start(stagedPort({ ingest: async () => ({ rows: 3, ...stage }) }))
  await ended(api, await submit(api, 'all'))
  stage.attributes = []
  await ended(api, await submit(api, 'all'))
  expect((await api.get('manage/segments/Contacts')).json.evaluationStatus).toMatchObject({
    jobStatus: 'CompletedFailure',
    entityCount: 2,
    error: expect.stringContaining('no attribute state'),
  })
})

test('a measure without a value keeps the one before, and says so', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  let value: number | null = 7
  await start(stagedPort({ evaluate: async () => [{ value }] }))
  await ended(api, await submit(api, 'all'))
  value = null
  expect((await ended(api, await submit(api, 'measures'))).jobStatus).toBe('successful')
  expect((await api.get('manage/measures/ContactCount')).json).toMatchObject({
    latestEvaluation: { state: 'completed', error: expect.stringContaining('no value') },
    output: { values: { value: '7' } },
  })
})

test('a job that runs is interrupted when it is cancelled; that is neither success nor failure', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const reading = endless()
  await start(stagedPort({ ingest: (_, signal) => reading.work(signal) }))
  const jobId = await submit(api, 'all')
  await reading.begun
  expect((await api.get('manage/datasources')).json[0].refreshState).toBe('updating')
  await api.post(`workflows/main/jobs/${jobId}/cancel`)
  const job = await ended(api, jobId)
  expect(job.jobStatus).toBe('aborted')
  expect(new Set(Object.values(statuses(job)))).toEqual(new Set(['aborted']))
  const states = (await api.get('manage/datasources')).json.map(
    (source: { refreshState: string }) => source.refreshState,
  )
  expect(states).toEqual(['updateCancelled', 'notUpdated'])
  expect(await payloads(instance.id)).toMatchObject([
    { eventType: 'full-refresh-completed', status: 'aborted', tasksTotal: 5, tasksFailed: 0 },
  ])
})

test('a task that runs says how far it is, and one that waits what for', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  const isSeen = Promise.withResolvers<void>()
  await start(
    stagedPort({
      async ingest(source, signal) {
        tellProgress({ rows: 1200 })
        await isSeen.promise
        return stagedPort().ingest(source, signal)
      },
    }),
  )
  const jobId = await submit(api, 'all')
  const job = await until(async () => {
    const { json } = await api.get(`workflows/main/jobs/${jobId}`)
    return json.tasks[0].progress && json
  })
  const [crm, loyalty, measure, contacts, members] = job.tasks
  expect(crm).toMatchObject({ taskStatus: 'running', progress: { rows: 1200 }, waitingTaskIds: [] })
  expect(loyalty).toMatchObject({ taskStatus: 'queued', progress: null, waitingTaskIds: [] })
  expect(measure.waitingTaskIds).toEqual([crm.taskId])
  expect(contacts.waitingTaskIds).toEqual([crm.taskId])
  expect(members.waitingTaskIds).toEqual([loyalty.taskId])
  isSeen.resolve()
  expect((await ended(api, jobId)).tasks[0].progress).toBeNull()
})

test('a task that takes too long is interrupted and has timed out', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const reading = endless()
  await start(stagedPort({ ingest: (_, signal) => reading.work(signal) }), { taskTimeoutMs: 50 })
  const job = await ended(api, await submit(api, 'ingestion', 'crm'))
  expect(job).toMatchObject({ jobStatus: 'timedOut', tasks: [{ taskStatus: 'timedOut' }] })
  expect(await payloads(instance.id)).toMatchObject([{ eventType: 'data-source-refresh-failed', status: 'timedOut' }])
  expect((await api.get('manage/datasources')).json[0].refreshState).toBe('updateFailed')
})

test('what was not foreseen fails the task, without its details', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  await start(stagedPort({ ingest: () => Promise.reject(new Error('password is hunter2')) }))
  const job = await ended(api, await submit(api, 'ingestion', 'crm'))
  expect(job.jobStatus).toBe('failed')
  expect(JSON.stringify(job)).not.toContain('hunter2')
})

test('a source that is removed while it is read is skipped, and leaves no entity', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const [crm] = (await api.get('manage/datasources')).json
  await start(
    stagedPort({
      async ingest(source) {
        await api.delete(`manage/datasources/${crm.dataSourceId}`)
        return stagedPort().ingest(source)
      },
    }),
  )
  const job = await ended(api, await submit(api, 'ingestion', 'crm'))
  expect(job).toMatchObject({ jobStatus: 'skipped', tasks: [{ ciError: { message: 'It was deleted meanwhile.' } }] })
  expect((await api.get('manage/entities')).json).toEqual([])
  expect(await payloads(instance.id)).toEqual([])
})

test('a job whose wake-up was lost is found', async () => {
  const { api, instance } = await freshInstance()
  await start(stagedPort())
  const { id } = await database().refreshJob.create({
    data: { instanceId: instance.id, submission: 'onDemand', operationType: 'segmentation', submittedBy: 'test' },
  })
  expect((await ended(api, id)).jobStatus).toBe('successful')
})

test('jobs of an instance run in the order of their submission; those of another run beside them', async () => {
  const [{ api }, { api: elsewhere }] = [await freshInstance(), await freshInstance()]
  await twoSources(api)
  const order: string[] = []
  const reading = endless()
  const isRead = Promise.withResolvers<void>()
  const port = stagedPort({
    async ingest(source, signal) {
      await Promise.race([isRead.promise, reading.work(signal)])
      order.push('ingest')
      return stagedPort().ingest(source)
    },
    async evaluate() {
      order.push('evaluate')
      return [{ value: 1 }]
    },
  })
  await start(port)
  await start(port)
  const first = await submit(api, 'ingestion', 'crm')
  await reading.begun
  const second = await submit(api, 'segmentation', 'Contacts')
  await ended(elsewhere, await submit(elsewhere, 'segmentation'))
  expect((await api.get(`workflows/main/jobs/${first}`)).json.jobStatus).toBe('running')
  expect((await api.get(`workflows/main/jobs/${second}`)).json.jobStatus).toBe('queued')
  isRead.resolve()
  await ended(api, second)
  expect(order).toEqual(['ingest', 'evaluate'])
})

test('several workers share the jobs and never run one twice', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  const [crm] = (await api.get('manage/datasources')).json
  const reads: string[] = []
  const port = stagedPort({
    ingest(source) {
      reads.push(source.target)
      return stagedPort().ingest(source)
    },
  })
  for (let workers = 0; workers < 4; workers++) await start(port)
  const ids = await Promise.all(Array.from({ length: 12 }, () => submit(api, 'ingestion', 'crm')))
  const jobs = await Promise.all(ids.map(id => ended(api, id)))
  expect(jobs.map(job => job.jobStatus)).toEqual(Array(12).fill('successful'))
  expect(reads.filter(target => target.includes(crm.dataSourceId))).toHaveLength(12)
})

test('a worker that stops hands its job over, and that is no failed start', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const jobId = await submit(api, 'all')
  for (let stops = 0; stops < 4; stops++) {
    const reading = endless()
    const runner = await start(stagedPort({ ingest: (_, signal) => reading.work(signal) }))
    await reading.begun
    await runner.stop()
    expect((await api.get(`workflows/main/jobs/${jobId}`)).json).toMatchObject({ jobStatus: 'queued' })
  }
  await start(stagedPort())
  expect((await ended(api, jobId)).jobStatus).toBe('successful')
  expect(await payloads(instance.id)).toHaveLength(3)
})

/** What is left when a worker dies while it runs a task. */
async function dieWithin(jobId: string) {
  await database().refreshJob.update({
    where: { id: jobId },
    data: { lease: randomUUID(), leaseUntil: new Date(Date.now() - 1000) },
  })
}

test('a worker that has lost its job writes nothing more of it; the one that took it over does', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const jobId = await submit(api, 'ingestion', 'crm')
  const reading = Promise.withResolvers<void>()
  const slow = Promise.withResolvers<{ rows: number; attributes: [] }>()
  await start(
    stagedPort({
      ingest() {
        reading.resolve()
        return slow.promise
      },
    }),
    // One slot: a second one would take the job over itself.
    { leaseMs: 3_600_000, pollMs: 3_600_000, slots: 1 },
  )
  await reading.promise
  await dieWithin(jobId)
  await start(stagedPort())
  expect((await ended(api, jobId)).tasks[0].additionalInfo).toEqual({ rows: 3 })
  slow.resolve({ rows: 99, attributes: [] })
  await ended(api, await submit(api, 'measures'))
  expect((await api.get('manage/datasources')).json[0].rows).toBe(3)
  expect(await payloads(instance.id)).toHaveLength(1)
})

test('a job that three workers did not survive is given up, as failed', async () => {
  const { api, instance } = await freshInstance()
  await twoSources(api)
  const jobId = await submit(api, 'all')
  await database().refreshJob.update({
    where: { id: jobId },
    data: { status: 'running', starts: 3, startedAt: new Date() },
  })
  const [task] = await database().refreshTask.findMany({ where: { jobId }, orderBy: { position: 'asc' } })
  await database().refreshTask.update({ where: { id: task?.id }, data: { status: 'running', startedAt: new Date() } })
  await dieWithin(jobId)
  await start(stagedPort())
  const job = await ended(api, jobId)
  expect(job.jobStatus).toBe('failed')
  expect(statuses(job)).toMatchObject({ crm: 'failed', loyalty: 'skipped', Members: 'skipped' })
  expect(job.tasks[0].ciError.message).toContain('3 times')
  expect(await payloads(instance.id)).toMatchObject([
    { eventType: 'data-source-refresh-failed', dataSourceName: 'crm' },
    { eventType: 'full-refresh-completed', status: 'failed', tasksFailed: 1, tasksSkipped: 4 },
  ])
})

test('a job that was cancelled after its worker had died ends as cancelled', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  const jobId = await submit(api, 'ingestion', 'crm')
  await database().refreshJob.update({ where: { id: jobId }, data: { status: 'running', starts: 1 } })
  await database().refreshTask.updateMany({ where: { jobId }, data: { status: 'running', startedAt: new Date() } })
  await dieWithin(jobId)
  await api.post(`workflows/main/jobs/${jobId}/cancel`)
  await start(stagedPort())
  expect(await ended(api, jobId)).toMatchObject({ jobStatus: 'aborted', tasks: [{ taskStatus: 'aborted' }] })
  expect((await api.get('manage/datasources')).json[0].refreshState).toBe('updateCancelled')
})

test('a new segment has its number soon after it was added', async () => {
  const { api } = await freshInstance()
  await twoSources(api)
  await start(stagedPort(), { pollMs: 3_600_000 })
  await ended(api, await submit(api, 'ingestion'))
  await api.post('manage/segments', { kind: 'rule', name: 'New', entityName: 'Contact', rule: nsw })
  const status = await until(async () => {
    const { json } = await api.get('manage/segments/New')
    return json.evaluationStatus.jobStatus === 'CompletedSuccess' && json.evaluationStatus
  })
  expect(status).toMatchObject({ entityCount: 2, error: null })
})
