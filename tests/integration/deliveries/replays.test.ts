import { expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { advance } from '#lib/deliveries/replays/advance.ts'
import { startReplays } from '#lib/deliveries/replays/start.ts'
import { makeFlows } from '#tests/support/deliveries.ts'
import { delivery, hook } from '#tests/support/hooks.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'
import { startReceiver } from '#tests/support/receiver.ts'
import { changeReplay, previewReplay, replay, replays, startReplay } from '#tests/support/replays.ts'

const SETTLED = new Date('2026-01-02T00:00:00Z')
const NO_SKIPS = { removed: 0, gone: 0, sending: 0, waiting: 0 }

/** Flows that nobody sends to, and so many deliveries of each that have failed. */
async function setUp(failed: number, flows = 1) {
  const urls = Array.from({ length: flows }, (_, number) => `http://127.0.0.1:1/flow-${number}`)
  const { instance, hookIds, publish } = await makeFlows(urls)
  await publish(failed)
  await settleAll(instance.id)
  const where = { instanceId: instance.id }
  return {
    id: instance.id,
    hookIds,
    publish,
    due: () => database().delivery.count({ where: { ...where, state: 'due' } }),
    ids: async () => (await database().delivery.findMany({ where, orderBy: { id: 'asc' } })).map(({ id }) => id),
    /** Everything that is due fails once more, as if it had been sent. */
    settle: () => settleAll(instance.id),
  }
}

const settleAll = (instanceId: string) =>
  pool().query(
    `update delivery set state = 'failed', settled_at = $2, status_code = 500, error = 'no', attempt_count = attempt_count + 1
    where instance_id = $1 and state = 'due'`,
    [instanceId, SETTLED],
  )

/** As if a second had passed, and then a step. */
async function step(replayId: string) {
  await pool().query(`update replay set paced_at = now() - interval '1 second' where id = $1`, [replayId])
  return advance(replayId)
}

test('everything that failed is sent again at its rate, with the same webhook-id and a new attempt number', async () => {
  await using receiver = await startReceiver()
  const { instance, publish } = await makeFlows([receiver.url('/a'), receiver.url('/b')])
  await publish(20)
  await settleAll(instance.id)
  const { status, headers, json } = await startReplay(instance.id, { filter: { status: 'failed' }, perSecond: 40 })
  expect(status).toBe(202)
  expect(headers.get('location')).toMatch(new RegExp(`^http://127.0.0.1:3000/api/v1/instances/.*/replays/${json.id}$`))
  expect(json).toMatchObject({ status: 'running', matched: 40, sent: 0, perSecond: 40, filter: { status: 'failed' } })

  const workers = [await startDispatcher(), await startReplays(), await startReplays()]
  const received = await receiver.has(40)
  await expect.poll(async () => (await replay(instance.id, json.id)).json.status, { timeout: 15_000 }).toBe('completed')
  await Promise.all(workers.map(worker => worker.stop()))

  expect((await replay(instance.id, json.id)).json).toMatchObject({ matched: 40, sent: 40, skipped: NO_SKIPS })
  const ids = received.map(({ headers }) => String(headers['webhook-id']))
  expect(new Set(ids).size).toBe(40)
  const shown = (await delivery(instance.id, ids[0] ?? '')).json
  expect(shown).toMatchObject({ status: 'delivered', attempts: [{ number: 2, outcome: 'delivered' }] })
})

test('a preview says what would be sent and what not and why, and how long that takes', async () => {
  const flows = await setUp(6, 5)
  const [active = '', limited = '', paused = '', gone = '', removed = ''] = flows.hookIds
  await database().subscription.update({ where: { id: limited }, data: { rateLimit: 2 } })
  await database().subscription.update({ where: { id: gone }, data: { status: 'gone' } })
  await hook('PATCH', flows.id, paused, { json: { status: 'paused' } })
  await hook('DELETE', flows.id, removed)
  const of = async (subscriptionId: string) =>
    (await database().delivery.findMany({ where: { subscriptionId } })).map(({ id }) => id)
  const [first, second, third] = await of(active)
  await database().delivery.update({ where: { id: first }, data: { state: 'sending' } })
  await database().delivery.update({ where: { id: second }, data: { state: 'due', settledAt: null } })
  await database().delivery.update({ where: { id: third }, data: { state: 'delivered' } })

  const { status, json } = await previewReplay(flows.id, { filter: {}, perSecond: 8 })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    matched: 30,
    toSend: 16,
    toKeep: 6,
    skipped: { removed: 6, gone: 6, sending: 1, waiting: 1 },
    hookCount: 5,
    receiverCount: 3,
    estimatedSeconds: 3,
  })
  expect(json.byStatus).toContainEqual({ status: 'failed', count: 27 })
  expect(json.byStatus).toContainEqual({ status: 'delivered', count: 1 })
  expect(json.hooks).toContainEqual(
    expect.objectContaining({ hookId: limited, status: 'active', matched: 6, toSend: 6, rateLimit: 2 }),
  )
  expect(json.hooks).toContainEqual(expect.objectContaining({ hookId: removed, status: 'removed', toSend: 0 }))
  expect(await flows.due()).toBe(1)

  const started = await startReplay(flows.id, { filter: {}, perSecond: 1000 })
  while (await step(started.json.id));
  expect((await replay(flows.id, started.json.id)).json).toMatchObject({
    matched: 30,
    sent: 16,
    skipped: { removed: 6, gone: 6, sending: 1, waiting: 1 },
  })
})

test.each([
  ['a status', { status: 'delivered' }, 0],
  ['a subscription', (hookIds: string[]) => ({ hookId: hookIds[0] }), 3],
  ['a type', { type: 'full-refresh-completed' }, 6],
  ['another type', { type: 'data-source-refresh-failed' }, 0],
  ['a time until', { to: '2020-01-01T00:00:00Z' }, 0],
  ['a time from', { from: '2020-01-01T00:00:00Z', status: 'failed' }, 6],
])('a filter by %s selects', async (_, filter, matched) => {
  const flows = await setUp(3, 2)
  const given = typeof filter === 'function' ? filter(flows.hookIds) : filter
  expect((await previewReplay(flows.id, { filter: given })).json).toMatchObject({ matched, toSend: matched })
  const started = await startReplay(flows.id, { filter: given, perSecond: 1000 })
  expect(started.status).toBe(matched === 0 ? 422 : 202)
  if (matched === 0) return
  while (await step(started.json.id));
  expect(await flows.due()).toBe(matched)
})

test('those that are named are sent again, and no others', async () => {
  const flows = await setUp(5)
  const [first = '', , third = ''] = await flows.ids()
  const { json } = await startReplay(flows.id, { deliveryIds: [third, first.toUpperCase(), third] })
  expect(json).toMatchObject({ matched: 2, deliveryCount: 3 })
  while (await step(json.id));
  const due = await database().delivery.findMany({ where: { instanceId: flows.id, state: 'due' } })
  expect(due.map(({ id }) => id).sort()).toEqual([first, third])
  expect(due).toMatchObject([{ lane: 'replay', tries: 0, error: null, settledAt: null }, { lane: 'replay' }])
})

test('only what its rate allows is due at any moment, and it ends when all of it was sent', async () => {
  const flows = await setUp(25)
  const { json } = await startReplay(flows.id, { filter: {}, perSecond: 12 })
  await step(json.id)
  expect(await flows.due()).toBe(10)
  await step(json.id)
  expect(await flows.due()).toBe(10)
  await flows.settle()
  await step(json.id)
  await flows.settle()
  await step(json.id)
  await step(json.id)
  expect(await flows.due()).toBe(5)
  expect((await replay(flows.id, json.id)).json).toMatchObject({ status: 'running', sent: 25 })
  await flows.settle()
  await step(json.id)
  const done = (await replay(flows.id, json.id)).json
  expect(done).toMatchObject({ status: 'completed', sent: 25, endedAt: expect.any(String) })
  const attempts = await database().delivery.groupBy({
    by: ['attemptCount'],
    where: { instanceId: flows.id },
    _count: true,
  })
  expect(attempts).toEqual([{ attemptCount: 2, _count: 25 }])
})

test('what is kept for a paused subscription does not hold a replay up', async () => {
  const flows = await setUp(15)
  await hook('PATCH', flows.id, flows.hookIds[0] ?? '', { json: { status: 'paused' } })
  const { json } = await startReplay(flows.id, { filter: {}, perSecond: 10 })
  for (let number = 0; number < 4; number++) await step(json.id)
  expect((await replay(flows.id, json.id)).json).toMatchObject({ status: 'completed', sent: 15 })
  expect(await flows.due()).toBe(15)
})

test('a pause stops it, resuming goes on where it was, cancelling ends it', async () => {
  const flows = await setUp(40)
  const { json } = await startReplay(flows.id, { filter: {}, perSecond: 10 })
  await step(json.id)
  expect((await changeReplay(flows.id, json.id, 'paused')).json).toMatchObject({ status: 'paused', sent: 10 })
  await flows.settle()
  await step(json.id)
  expect(await flows.due()).toBe(0)
  expect((await changeReplay(flows.id, json.id, 'running')).json).toMatchObject({ status: 'running' })
  await step(json.id)
  expect(await flows.due()).toBe(10)
  const cancelled = await changeReplay(flows.id, json.id, 'cancelled')
  expect(cancelled.json).toMatchObject({ status: 'cancelled', sent: 20, endedAt: expect.any(String) })
  await flows.settle()
  await step(json.id)
  expect(await flows.due()).toBe(0)
  const again = await changeReplay(flows.id, json.id, 'running')
  expect(again).toMatchObject({ status: 422, json: { message: 'The replay is cancelled; start another one.' } })
})

test('many workers at once take no delivery twice', async () => {
  const flows = await setUp(60, 2)
  const { json } = await startReplay(flows.id, { filter: {}, perSecond: 1000 })
  for (let round = 0; round < 12; round++) {
    await pool().query(`update replay set paced_at = now() - interval '20 milliseconds' where id = $1`, [json.id])
    await Promise.all(Array.from({ length: 6 }, () => advance(json.id)))
    await flows.settle()
  }
  await step(json.id)
  expect((await replay(flows.id, json.id)).json).toMatchObject({ status: 'completed', sent: 120 })
  const attempts = await database().delivery.groupBy({
    by: ['attemptCount'],
    where: { instanceId: flows.id },
    _count: true,
  })
  expect(attempts).toEqual([{ attemptCount: 2, _count: 120 }])
})

test('a step that fails at its end leaves cursor and deliveries as they were', async () => {
  const flows = await setUp(5)
  const { json } = await startReplay(flows.id, { filter: {} })
  await pool().query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$;
    create trigger refuse before update of cursor on replay for each row execute function refuse()`)
  await expect(step(json.id)).rejects.toThrow('the disk is full')
  await pool().query('drop trigger refuse on replay; drop function refuse')
  expect(await flows.due()).toBe(0)
  while (await step(json.id));
  expect(await flows.due()).toBe(5)
  expect((await replay(flows.id, json.id)).json).toMatchObject({ sent: 5 })
})

test('the few that match among many are found in steps of bounded size', async () => {
  const flows = await setUp(2)
  const [subscriptionId = ''] = flows.hookIds
  await pool().query(
    `insert into delivery (id, instance_id, event_id, subscription_id, shard, state, settled_at)
    select uuid7(), instance_id, event_id, subscription_id, shard, 'delivered', $2 from delivery, generate_series(1, 6000)
    where subscription_id = $1 and state = 'failed'`,
    [subscriptionId, SETTLED],
  )
  await flows.publish(3)
  await flows.settle()
  const { json } = await startReplay(flows.id, { filter: { status: 'failed' }, perSecond: 1000 })
  expect(json.matched).toBe(5)
  let steps = 1
  while (await step(json.id)) steps++
  expect(steps).toBeGreaterThan(2)
  expect(await flows.due()).toBe(5)
})

test('what fails after a replay was asked for is not sent again by it', async () => {
  const flows = await setUp(2)
  await flows.publish(1)
  const { json } = await startReplay(flows.id, { filter: { to: '2100-01-01T00:00:00Z' }, perSecond: 1000 })
  await pool().query(
    `update delivery set state = 'failed', settled_at = now() + interval '1 second' where instance_id = $1 and state = 'due'`,
    [flows.id],
  )
  while (await step(json.id));
  expect((await replay(flows.id, json.id)).json).toMatchObject({ matched: 3, sent: 2 })
  expect(await flows.due()).toBe(2)
})

test('the list is newest first, in pages', async () => {
  const flows = await setUp(1)
  const made = []
  for (let number = 0; number < 3; number++) made.unshift((await startReplay(flows.id, { filter: {} })).json.id)
  const first = (await replays(flows.id, '?$top=2')).json
  expect(first.value.map(({ id }: { id: string }) => id)).toEqual(made.slice(0, 2))
  const second = (await replays(flows.id, new URL(first['@odata.nextLink']).search)).json
  expect(second.value.map(({ id }: { id: string }) => id)).toEqual(made.slice(2))
})

test.each([
  ['neither ids nor a filter', {}],
  ['both', { deliveryIds: ['01234567-89ab-7cde-8f01-23456789abcd'], filter: {} }],
  ['no ids', { deliveryIds: [] }],
  ['ids that are none', { deliveryIds: ['x'] }],
  ['a status that is none', { filter: { status: 'lost' } }],
  ['a time that is none', { filter: { from: 'yesterday' } }],
  ['a rate of nothing', { filter: {}, perSecond: 0 }],
  ['a rate beyond a thousand', { filter: {}, perSecond: 1001 }],
])('a replay with %s is refused', async (_, body) => {
  const { id } = await makeInstance()
  expect((await startReplay(id, body)).status).toBe(400)
  expect((await previewReplay(id, body)).status).toBe(400)
})

test('a delivery of another instance is not there to be named, nor its replays', async () => {
  const [one, other] = [await setUp(1), await setUp(1)]
  const [mine = ''] = await one.ids()
  const [foreign = ''] = await other.ids()
  const { status, json } = await startReplay(one.id, { deliveryIds: [mine, foreign] })
  expect({ status, message: json.message }).toEqual({ status: 422, message: `There is no delivery ${foreign}.` })
  const theirs = (await startReplay(other.id, { filter: {} })).json.id
  expect((await replay(one.id, theirs)).status).toBe(404)
  expect((await changeReplay(one.id, theirs, 'cancelled')).status).toBe(404)
  expect((await replays(one.id)).json.value).toEqual([])
})

test('who may only look sees replays and starts none', async () => {
  const flows = await setUp(1)
  const { json } = await startReplay(flows.id, { filter: {} })
  const headers = { 'X-API-Key': (await makeKey(flows.id, 'Viewer')).key }
  expect((await replays(flows.id, '', headers)).status).toBe(200)
  expect((await replay(flows.id, json.id, headers)).status).toBe(200)
  expect((await startReplay(flows.id, { filter: {} }, headers)).status).toBe(403)
  expect((await previewReplay(flows.id, { filter: {} }, headers)).status).toBe(403)
  expect((await changeReplay(flows.id, json.id, 'cancelled', headers)).status).toBe(403)
})

test('who started, paused and ended a replay is in the audit log', async () => {
  const flows = await setUp(1)
  const { json } = await startReplay(flows.id, { filter: { status: 'failed' } })
  await changeReplay(flows.id, json.id, 'paused')
  await changeReplay(flows.id, json.id, 'cancelled')
  const entries = await database().auditEntry.findMany({ where: { objectId: json.id }, orderBy: { id: 'asc' } })
  expect(entries).toMatchObject([
    { action: 'replay.start', after: { matched: 1, filter: { status: 'failed' } } },
    { action: 'replay.change', before: { status: 'running' }, after: { status: 'paused' } },
    { action: 'replay.change', before: { status: 'paused' }, after: { status: 'cancelled' } },
  ])
})
