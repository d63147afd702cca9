import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { runJobs } from '#lib/insights/jobs/runner.ts'
import type { DataPort } from '#lib/insights/port.ts'
import { ended, freshInstance, makeEntity, nsw, submit } from '#tests/support/insights.ts'
import { stagedPort } from '#tests/support/port.ts'

const running: { stop(): Promise<void> }[] = []

async function start(port: DataPort) {
  running.push(await runJobs(port, { leaseMs: 500, pollMs: 100, taskTimeoutMs: 60_000, slots: 1 }))
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(runner => runner.stop()))
})

/** Notes how many evaluations each call asks for; each has its place as its value. */
function counting() {
  const calls: number[] = []
  const port = stagedPort({
    async evaluate(_, evaluations) {
      calls.push(evaluations.length)
      return evaluations.map((_, place) => ({ value: place }))
    },
  })
  return { calls, port }
}

async function manySegments(count: number) {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  await database().segment.createMany({
    data: Array.from({ length: count }, (_, number) => ({
      instanceId: instance.id,
      name: `S${number}`,
      friendlyName: `Segment ${number}`,
      kind: 'rule' as const,
      entityName: 'Contact',
      rule: nsw,
    })),
  })
  return { api, instance }
}

test('segments are evaluated at once, and each has its own outcome', async () => {
  const { api, instance } = await manySegments(120)
  await api.put('manage/segments/S7/deactivate')
  await database().segment.updateMany({
    where: { instanceId: instance.id, name: 'S8' },
    data: { rule: { all: [{ attribute: 'gone', operator: 'eq', value: 1 }] } },
  })
  const { calls, port } = counting()
  await start(port)
  const job = await ended(api, await submit(api, 'segmentation'))
  expect(calls).toEqual([118])
  expect(job.jobStatus).toBe('failed')
  const by = Map.groupBy(job.tasks as { taskStatus: string; friendlyName: string }[], task => task.taskStatus)
  expect(by.get('skipped')).toMatchObject([{ friendlyName: 'Segment 7' }])
  expect(by.get('failed')).toMatchObject([{ friendlyName: 'Segment 8' }])
  expect(by.get('successful')).toHaveLength(118)
  expect(await database().evaluation.count({ where: { instanceId: instance.id } })).toBe(118)
  const { json } = await api.get('manage/segments')
  expect(
    json.filter(
      (one: { evaluationStatus: { jobStatus: string } }) => one.evaluationStatus.jobStatus !== 'CompletedSuccess',
    ),
  ).toHaveLength(2)
})

test('a crash between two batches: the next worker goes on with what is left, and each thing happens once', async () => {
  const { api, instance } = await manySegments(220)
  await database().$executeRawUnsafe('create sequence crash')
  await database().$executeRawUnsafe(`
    create function crash() returns trigger language plpgsql as $$
    begin
      if (select count(*) from evaluation where instance_id = '${instance.id}') > 160 and nextval('crash') = 1 then raise 'crash'; end if;
      return null;
    end $$`)
  await database().$executeRawUnsafe('create trigger crash after insert on evaluation execute function crash()')
  const { calls, port } = counting()
  await start(port)
  const job = await ended(api, await submit(api, 'segmentation'))
  expect(calls).toEqual([220, 120])
  expect(job.jobStatus).toBe('successful')
  expect(await database().evaluation.count({ where: { instanceId: instance.id } })).toBe(220)
})
