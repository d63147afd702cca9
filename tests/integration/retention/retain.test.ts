import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { uuid7, uuid7Floor } from '#lib/database/uuid7.ts'
import { claim } from '#lib/deliveries/claim.ts'
import { retain } from '#lib/retention/retain.ts'
import { SWEEPS, sweepStatement } from '#lib/retention/sweeps.ts'
import type { DeliveryState } from '#prisma/generated/enums.ts'
import { makeFlows } from '#tests/support/deliveries.ts'
import { makeSegment } from '#tests/support/make.ts'

const NOW = new Date()
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
const KEEP = { deliveries: 30, history: 400, audit: 730, waiting: 0 }
const run = (keep: Partial<typeof KEEP> = {}) =>
  retain(pool(), { ...KEEP, ...keep }, { now: NOW, stop: new AbortController().signal })

let flows: Awaited<ReturnType<typeof makeFlows>>
beforeEach(async () => {
  flows = await makeFlows(['http://127.0.0.1:1/flow'])
})

type Old = { made: number; state?: DeliveryState; settled?: number }

/** An event of so many days ago with one delivery and its attempt. */
async function past({ made, state = 'delivered', settled = made }: Old) {
  const [subscriptionId = ''] = flows.hookIds
  const { shard, instanceId } = await database().subscription.findUniqueOrThrow({ where: { id: subscriptionId } })
  const createdAt = daysAgo(made)
  const event = await database().event.create({
    data: {
      id: uuid7(createdAt.getTime()),
      instanceId,
      type: 'full-refresh-completed',
      occurredAt: createdAt,
      payload: {},
      createdAt,
    },
  })
  const isOpen = ['due', 'scheduled', 'sending'].includes(state)
  const delivery = await database().delivery.create({
    data: {
      id: uuid7(createdAt.getTime()),
      instanceId,
      eventId: event.id,
      subscriptionId,
      shard,
      state,
      createdAt,
      attemptCount: 1,
      settledAt: isOpen ? null : daysAgo(settled),
    },
  })
  await database().attempt.create({
    data: { deliveryId: delivery.id, number: 1, startedAt: createdAt, outcome: 'delivered' },
  })
  return {
    id: delivery.id,
    /** What is left of delivery, attempt and event. */
    left: async () =>
      (await database().delivery.count({ where: { id: delivery.id } })) +
      (await database().attempt.count({ where: { deliveryId: delivery.id } })) +
      (await database().event.count({ where: { id: event.id } })),
  }
}

test('what ended longer ago than it is kept is dropped, with its attempts and its event', async () => {
  const old = [
    await past({ made: 31 }),
    await past({ made: 90, state: 'failed' }),
    await past({ made: 31, state: 'cancelled' }),
  ]
  const fresh = await past({ made: 29 })
  expect(await run()).toMatchObject({ delivery: 3, event: 3 })
  for (const { left } of old) expect(await left()).toBe(0)
  expect(await fresh.left()).toBe(3)
})

test.each(['due', 'scheduled', 'sending'] as const)('what is still %s is never dropped by age', async state => {
  const open = await past({ made: 500, state })
  await run()
  expect(await open.left()).toBe(3)
  await database().delivery.delete({ where: { id: open.id } })
})

test('what was made long ago and ended lately is kept as long as anything else that ended then', async () => {
  const replayed = await past({ made: 300, settled: 2 })
  await run()
  expect(await replayed.left()).toBe(3)
  await run({ deliveries: 1 })
  expect(await replayed.left()).toBe(0)
})

test('an event stays as long as one of its deliveries', async () => {
  const old = await past({ made: 40 })
  const row = await database().delivery.findUniqueOrThrow({ where: { id: old.id } })
  const open = await database().delivery.create({
    data: { ...row, id: uuid7(row.createdAt.getTime()), state: 'due', settledAt: null },
  })
  expect(await run()).toMatchObject({ delivery: 1, event: 0 })
  expect(await old.left()).toBe(1)
  await database().delivery.delete({ where: { id: open.id } })
  expect(await run()).toMatchObject({ event: 1 })
})

test('with 0 days everything is kept for ever', async () => {
  const old = await past({ made: 4000 })
  expect(await run({ deliveries: 0, history: 0, audit: 0 })).toEqual(
    Object.fromEntries(SWEEPS.map(({ table }) => [table, 0])),
  )
  expect(await old.left()).toBe(3)
  await run()
})

test('only where an operator says how long does waiting end, and then as cancelled, told and kept', async () => {
  const waiting = await past({ made: 100, state: 'due' })
  await run({ waiting: 101 })
  expect(await database().delivery.findUnique({ where: { id: waiting.id } })).toMatchObject({ state: 'due' })
  await run({ waiting: 99 })
  expect(await database().delivery.findUnique({ where: { id: waiting.id } })).toMatchObject({
    state: 'cancelled',
    settledAt: expect.any(Date),
    cancelReason: 'waitedTooLong',
  })
})

test('what came to wait for a subscription as it ended is cancelled', async () => {
  await flows.publish(1)
  const where = { instanceId: flows.instance.id }
  await run()
  expect(await database().delivery.findFirst({ where })).toMatchObject({ state: 'due' })
  await database().subscription.updateMany({ where, data: { status: 'gone' } })
  await run()
  expect(await database().delivery.findFirst({ where })).toMatchObject({ state: 'cancelled', cancelReason: 'flowGone' })
})

test('a removed subscription goes once it has no deliveries left', async () => {
  const [id = ''] = flows.hookIds
  const created = uuid7(daysAgo(90).getTime())
  await database().subscription.update({
    where: { id },
    data: { id: created, removedAt: daysAgo(40), identityHash: null },
  })
  flows.hookIds[0] = created
  await past({ made: 41, settled: 20 })
  await run()
  expect(await database().subscription.count({ where: { id: created } })).toBe(1)
  await run({ deliveries: 10 })
  expect(await database().subscription.count({ where: { id: created } })).toBe(0)
})

test('of the values of a segment the latest stays, however old', async () => {
  const { id: segmentId } = await makeSegment(flows.instance.id)
  for (const days of [900, 800, 700]) {
    const evaluatedAt = daysAgo(days)
    await database().evaluation.create({
      data: {
        id: uuid7(evaluatedAt.getTime()),
        instanceId: flows.instance.id,
        segmentId,
        value: days,
        evaluatedAt,
        counted: true,
      },
    })
  }
  expect(await run()).toMatchObject({ evaluation: 2 })
  expect(await database().evaluation.findMany({ where: { segmentId } })).toMatchObject([{ value: 700 }])
})

test('jobs with their tasks, reports and audit entries go at their own times', async () => {
  const instanceId = flows.instance.id
  const job = (days: number, isOpen = false) =>
    database().refreshJob.create({
      data: {
        id: uuid7(daysAgo(days).getTime()),
        instanceId,
        submission: 'onDemand',
        operationType: 'all',
        submittedBy: 'Kim',
        endedAt: isOpen ? null : daysAgo(days),
        tasks: { create: { position: 1, operationType: 'all', identifier: randomUUID(), friendlyName: 'CRM' } },
      },
    })
  await job(401)
  const kept = [await job(399), await job(900, true)]
  for (const days of [399, 401]) {
    const id = uuid7(daysAgo(days).getTime())
    await database().report.create({
      data: { id, instanceId, subject: 'full', body: {}, reportedBy: 'Kim', receivedAt: daysAgo(days) },
    })
  }
  for (const days of [401, 729, 731]) {
    const id = uuid7(daysAgo(days).getTime())
    await database().auditEntry.create({
      data: { id, instanceId, at: daysAgo(days), actorType: 'person', actorName: 'Kim', action: 'x', objectType: 'x' },
    })
  }
  expect(await run()).toMatchObject({ refresh_job: 1, report: 1, audit_entry: 1 })
  const jobs = await database().refreshJob.findMany({ where: { instanceId }, include: { tasks: true } })
  expect(jobs.map(({ id, tasks }) => [id, tasks.length]).sort()).toEqual(kept.map(({ id }) => [id, 1]).sort())
})

test('many rows go in batches, and a stop ends it between them', async () => {
  const one = await past({ made: 60 })
  await pool().query(
    `insert into delivery (id, instance_id, event_id, subscription_id, shard, state, created_at, settled_at)
    select ('0180' || substr(gen_random_uuid()::text, 5))::uuid, instance_id, event_id, subscription_id, shard, state, created_at, settled_at
    from delivery, generate_series(1, 2500) where id = $1`,
    [one.id],
  )
  expect(await retain(pool(), KEEP, { now: NOW, stop: AbortSignal.abort() })).toMatchObject({ delivery: 0 })
  expect(await run()).toMatchObject({ delivery: 2501, event: 1 })
})

test('a claim goes through while a batch is being dropped, and what is locked is left for another time', async () => {
  const old = await past({ made: 40 })
  const locked = await past({ made: 41 })
  await flows.publish(1)
  const [subscriptionId = ''] = flows.hookIds
  const { shard } = await database().subscription.findUniqueOrThrow({ where: { id: subscriptionId } })
  const workerId = randomUUID()
  await pool().query(`update shard set owner = $1, epoch = 1, expires_at = now() + interval '1 hour'`, [workerId])

  const [dropping, other] = [await pool().connect(), await pool().connect()]
  try {
    await other.query('begin')
    await other.query('select 1 from delivery where id = $1 for update', [locked.id])
    await dropping.query('begin')
    const [sweep] = SWEEPS
    const before = daysAgo(30)
    const { rows } = await dropping.query(sweep ? sweepStatement(sweep) : '', [
      uuid7Floor(0),
      uuid7Floor(before.getTime()),
      before,
      1000,
    ])
    expect(rows).toMatchObject([{ done: 1 }])
    // Neither transaction has ended.
    const claimed = await claim(pool(), workerId, [
      { subscriptionId, lane: 'first', held: { shard, epoch: '1' }, room: 10 },
    ])
    expect(claimed).toHaveLength(1)
    await dropping.query('commit')
    await other.query('rollback')
  } finally {
    dropping.release()
    other.release()
  }
  expect(await old.left()).toBe(1)
  expect(await locked.left()).toBe(3)
  await run()
  expect([await old.left(), await locked.left()]).toEqual([0, 0])
})

test('a secret that was rotated out is forgotten', async () => {
  const [id = ''] = flows.hookIds
  const until = (previousSecretUntil: Date) =>
    database().subscription.update({
      where: { id },
      data: { previousSecret: new Uint8Array([1]), previousSecretUntil },
    })
  const left = async () => (await database().subscription.findUniqueOrThrow({ where: { id } })).previousSecret
  await until(new Date(NOW.getTime() + 60_000))
  await run()
  expect(await left()).not.toBeNull()
  await until(new Date(NOW.getTime() - 1))
  await run()
  expect(await left()).toBeNull()
})
