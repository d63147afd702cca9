import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { database, transaction } from '#lib/database/client.ts'
import { seedSampleData } from '#lib/insights/sample/seed.ts'
import { type Api, dropFile, ended, freshInstance, nsw, submit } from '#tests/support/insights.ts'
import { until } from '#tests/support/until.ts'

// Processes that run jobs as workers do, killed without warning.
const runners: ChildProcess[] = []

async function startRunner() {
  const runner = fork('tests/support/job-runner.ts')
  runners.push(runner)
  await once(runner, 'message')
  return runner
}

async function kill(runner: ChildProcess) {
  const exit = once(runner, 'exit')
  runner.kill('SIGKILL')
  await exit
}

afterEach(() =>
  Promise.all(
    runners
      .splice(0)
      .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
      .map(kill),
  ),
)

const ROWS = 300_000

async function bigSource(api: Api) {
  const rows = Array.from({ length: ROWS }, (_, row) => `${row},${row % 3 === 0 ? 'nsw' : 'vic'}`)
  await dropFile('big.csv', `id,state\n${rows.join('\n')}\n`)
  await api.post('manage/datasources', { kind: 'file', name: 'big', entityName: 'Contact', path: 'big.csv' })
  await api.post('manage/segments', { kind: 'rule', name: 'Nsw', entityName: 'Contact', rule: nsw })
}

const isRunning = (jobId: string) =>
  until(() => database().refreshTask.findFirst({ where: { jobId, status: 'running' } }))

/** As if the lease of what the dead worker ran had run out already. */
const expireLeases = () =>
  database().refreshJob.updateMany({ where: { status: 'running' }, data: { leaseUntil: new Date(0) } })

test('a worker killed within a refresh: the next one goes on, and each thing happens once', async () => {
  const { api, instance } = await freshInstance()
  await bigSource(api)
  const first = await startRunner()
  const jobId = await submit(api, 'all')
  await isRunning(jobId)
  await kill(first)
  await expireLeases()
  await startRunner()
  const job = await ended(api, jobId)
  expect(job.jobStatus).toBe('successful')
  expect((await api.get('manage/entities/Contact')).json.rows).toBe(ROWS)
  expect((await api.get('manage/segments/Nsw')).json.evaluationStatus.entityCount).toBe(ROWS / 3)
  const events = await database().event.findMany({ where: { instanceId: instance.id }, orderBy: { id: 'asc' } })
  expect(events.map(({ type }) => type)).toEqual(['data-source-refresh-succeeded', 'full-refresh-completed'])
  expect(await database().evaluation.count({ where: { instanceId: instance.id } })).toBe(1)
}, 60_000)

test('workers killed one after the other: the job ends, as failed, and says why', async () => {
  const { api, instance } = await freshInstance()
  await bigSource(api)
  const jobId = await submit(api, 'ingestion')
  for (let kills = 0; kills < 3; kills++) {
    const runner = await startRunner()
    await until(() => database().refreshJob.findFirst({ where: { id: jobId, starts: kills + 1 } }))
    await kill(runner)
    await expireLeases()
  }
  await startRunner()
  const job = await ended(api, jobId)
  expect(job).toMatchObject({ jobStatus: 'failed', tasks: [{ taskStatus: 'failed' }] })
  const events = await database().event.findMany({ where: { instanceId: instance.id } })
  expect(events.map(({ type }) => type)).toEqual(['data-source-refresh-failed'])
}, 60_000)

test.each(['map', 'match', 'merge'])(
  'a worker killed in %s: the next one ends the unification, once',
  async phase => {
    const { api, instance } = await freshInstance()
    await transaction(tx => seedSampleData(tx, instance))
    const [queued] = (await api.get('workflows/main/jobs')).json.value
    const first = await startRunner()
    await until(() =>
      database().refreshTask.findFirst({
        where: { jobId: queued.jobId, operationType: phase, status: { in: ['running', 'successful'] } },
      }),
    )
    await kill(first)
    await expireLeases()
    await startRunner()
    expect((await ended(api, queued.jobId)).jobStatus).toBe('successful')
    expect((await api.get('manage/unification')).json.result).toMatchObject({ customers: 5012, kept: 0 })
    const type = 'unification-refresh-completed'
    expect(await database().event.count({ where: { instanceId: instance.id, type } })).toBe(1)
  },
  60_000,
)
