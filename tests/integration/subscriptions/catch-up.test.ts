import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { SORTED_AT_ONCE, CATCH_UP as task } from '#lib/subscriptions/sort-kept.ts'
import { deliveries, hook, subscribeTo } from '#tests/support/hooks.ts'
import { keep, kept } from '#tests/support/kept.ts'
import { makeInstance, makeKey, makeSegment } from '#tests/support/make.ts'
import { startReceiver } from '#tests/support/receiver.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(() => Promise.all(running.splice(0).map(part => part.stop())))

/** A subscription that a person has paused, its receiver, and short names for what can be done with it. */
async function paused(trigger = 'segment-threshold-crossed') {
  const { id: instanceId } = await makeInstance()
  await makeSegment(instanceId)
  const receiver = await startReceiver()
  const parameters = trigger === 'segment-threshold-crossed' ? { segmentName: 'Big' } : {}
  const { json } = await subscribeTo(instanceId, trigger, { notificationUrl: receiver.url('/flow'), ...parameters })
  const hookId: string = json.id
  const patch = (body: object) => hook('PATCH', instanceId, hookId, { json: body })
  await patch({ status: 'paused' })
  return {
    instanceId,
    hookId,
    receiver,
    patch,
    keep: (more: Omit<Parameters<typeof keep>[0], 'hookId'> = {}) => keep({ hookId, ...more }),
    preview: async (query = '') => (await kept(instanceId, hookId, query)).json,
    rows: () => database().delivery.findMany({ where: { subscriptionId: hookId }, orderBy: { id: 'asc' } }),
    status: async () => (await hook('GET', instanceId, hookId)).json,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  }
}

const carryOn = () => task.run({ now: new Date(), stop: new AbortController().signal })

describe('the preview', () => {
  test('counts what is kept, and what each choice sends and cancels', async () => {
    await using flow = await paused()
    await flow.keep({ about: { thresholdId: 'a' }, hoursAgo: 50 })
    await flow.keep({ about: { thresholdId: 'a' }, hoursAgo: 3 })
    await flow.keep({ about: { thresholdId: 'b' }, hoursAgo: 30, state: 'scheduled' })
    expect(await flow.preview()).toMatchObject({ kept: 3, sent: 3, cancelled: 0 })
    expect(await flow.preview('?catchUp=latest')).toMatchObject({ kept: 3, sent: 2, cancelled: 1 })
    expect(await flow.preview('?catchUp=none')).toMatchObject({ kept: 3, sent: 0, cancelled: 3 })
    expect(await flow.preview('?maxAgeHours=40')).toMatchObject({ kept: 3, sent: 2, cancelled: 1 })
    expect(await flow.preview('?catchUp=latest&maxAgeHours=24')).toMatchObject({ kept: 3, sent: 1, cancelled: 2 })
    const { oldest, newest } = await flow.preview()
    expect(Date.parse(newest) - Date.parse(oldest)).toBeCloseTo(47 * 3_600_000, -4)
  })

  test('says how long it takes at the rate limit, and nothing of it without one', async () => {
    await using flow = await paused()
    await flow.keep({ count: 301 })
    await database().subscription.update({ where: { id: flow.hookId }, data: { rateLimit: null } })
    expect(await flow.preview()).not.toHaveProperty('estimatedSeconds')
    await database().subscription.update({ where: { id: flow.hookId }, data: { rateLimit: 150 } })
    expect(await flow.preview()).toMatchObject({ rateLimit: 150, estimatedSeconds: 3 })
  })

  test('is refused for a choice that is none, and is another instance’s 404', async () => {
    await using flow = await paused()
    const refused = async (query: string) => (await kept(flow.instanceId, flow.hookId, query)).status
    for (const query of ['?catchUp=some', '?maxAgeHours=0', '?maxAgeHours=-1', '?maxAgeHours=x', '?maxAgeHours=1e9']) {
      expect(await refused(query), query).toBe(400)
    }
    const elsewhere = await makeInstance()
    expect((await kept(elsewhere.id, flow.hookId)).status).toBe(404)
  })
})

describe('resuming', () => {
  test('without a choice sends everything, at once, in the lane that fresh events overtake', async () => {
    await using flow = await paused()
    await flow.keep({ hoursAgo: 1000, count: 3 })
    await flow.keep({ state: 'scheduled', hoursAgo: 2 })
    expect((await flow.patch({ status: 'active' })).json).toMatchObject({ status: 'active' })
    const rows = await flow.rows()
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row).toMatchObject({ state: 'due', lane: 'replay', tries: 0 })
    expect(rows.every(({ dueAt }) => dueAt <= new Date())).toBe(true)
    await flow.keep()
    running.push(await startDispatcher())
    await flow.receiver.has(5)
  })

  test('with the latest sends one of each object, and cancels the others with the reason', async () => {
    await using flow = await paused()
    await flow.keep({ about: { thresholdId: 'a' }, hoursAgo: 2 })
    const [lastA] = await flow.keep({ about: { thresholdId: 'a' }, hoursAgo: 1 })
    const [lastB] = await flow.keep({ about: { thresholdId: 'b' }, hoursAgo: 5 })
    await flow.patch({ status: 'active', catchUp: 'latest' })
    running.push(await startDispatcher())
    const received = await flow.receiver.has(2)
    expect(received.map(({ headers }) => headers['webhook-id']).sort()).toEqual([lastA, lastB].sort())
    const { json } = await deliveries(flow.instanceId, '?status=cancelled')
    expect(json.value).toMatchObject([
      { statusReasonCode: 'superseded', statusReason: expect.stringMatching(/latest/) },
    ])
  })

  test('with the latest sends one where the trigger is about no object of its own', async () => {
    await using flow = await paused('full-refresh-completed')
    await flow.keep({ count: 4, hoursAgo: 1 })
    const [last] = await flow.keep()
    await flow.patch({ status: 'active', catchUp: 'latest' })
    expect((await flow.rows()).filter(({ state }) => state === 'due')).toMatchObject([{ id: last }])
  })

  test('with nothing cancels everything, and what happens afterwards is sent', async () => {
    await using flow = await paused()
    await flow.keep({ count: 3 })
    await flow.keep({ state: 'scheduled' })
    await flow.patch({ status: 'active', catchUp: 'none' })
    expect((await flow.rows()).map(({ state, cancelReason }) => [state, cancelReason])).toEqual(
      Array(4).fill(['cancelled', 'notWanted']),
    )
    const [fresh] = await flow.keep()
    running.push(await startDispatcher())
    const [received] = await flow.receiver.has(1)
    expect(received?.headers['webhook-id']).toBe(fresh)
  })

  test('with a maximum age cancels what is older', async () => {
    await using flow = await paused()
    await flow.keep({ hoursAgo: 25 })
    await flow.keep({ hoursAgo: 23 })
    await flow.patch({ status: 'active', maxAgeHours: 24 })
    expect((await flow.rows()).map(({ state, cancelReason }) => [state, cancelReason])).toEqual([
      ['cancelled', 'tooOld'],
      ['due', null],
    ])
  })

  test('leaves alone what is under way', async () => {
    await using flow = await paused()
    const [id = ''] = await flow.keep()
    await database().delivery.update({ where: { id }, data: { state: 'sending' } })
    await flow.patch({ status: 'active', catchUp: 'none' })
    expect(await flow.rows()).toMatchObject([{ state: 'sending' }])
  })

  test('closes an open circuit too, with the same choice', async () => {
    await using flow = await paused()
    const failing = {
      status: 'failing',
      statusReason: 'circuitOpen',
      failingSince: new Date(0),
      probeAt: new Date(),
    } as const
    await database().subscription.update({ where: { id: flow.hookId }, data: failing })
    await flow.keep()
    await flow.patch({ status: 'active', catchUp: 'none' })
    expect(await database().subscription.findUnique({ where: { id: flow.hookId } })).toMatchObject({
      status: 'active',
      statusReason: null,
      failingSince: null,
      probeAt: null,
    })
    expect(await flow.rows()).toMatchObject([{ state: 'cancelled' }])
  })

  test('does nothing to one that is active', async () => {
    await using flow = await paused()
    await flow.patch({ status: 'active' })
    await flow.keep()
    await flow.patch({ status: 'active', catchUp: 'none' })
    expect(await flow.rows()).toMatchObject([{ state: 'due', lane: 'first' }])
  })

  test.each([
    [{ catchUp: 'all' }],
    [{ status: 'paused', catchUp: 'none' }],
    [{ status: 'paused', maxAgeHours: 1 }],
    [{ status: 'active', catchUp: 'some' }],
    [{ status: 'active', maxAgeHours: 0 }],
    [{ status: 'active', maxAgeHours: '1' }],
    [{ status: 'gone' }],
    [{}],
  ])('by %j is refused', async body => {
    await using flow = await paused()
    expect((await flow.patch(body)).status).toBe(400)
  })
})

describe('where more is kept than is sorted at once', () => {
  const MANY = SORTED_AT_ONCE + 2_500

  test('the subscription stays paused and says so, until the worker has sorted all of it', async () => {
    await using flow = await paused()
    await flow.keep({ count: MANY, hoursAgo: 1 })
    const [last] = await flow.keep()
    const { json } = await flow.patch({ status: 'active', catchUp: 'latest' })
    expect(json).toMatchObject({ status: 'paused', statusReasonCode: 'catchingUp' })
    const [fresh] = await flow.keep()
    await carryOn()
    expect(await flow.status()).toMatchObject({ status: 'active' })
    const due = await database().delivery.findMany({
      where: { subscriptionId: flow.hookId, state: 'due' },
      orderBy: { createdAt: 'asc' },
    })
    expect(due).toMatchObject([
      { id: last, lane: 'replay' },
      { id: fresh, lane: 'first' },
    ])
  })

  test('all of it is sent at once nevertheless, and fresh events overtake it in time', async () => {
    await using flow = await paused()
    await flow.keep({ count: MANY })
    expect((await flow.patch({ status: 'active' })).json.status).toBe('active')
    const [fresh] = await flow.keep()
    await carryOn()
    const first = await database().delivery.findMany({ where: { subscriptionId: flow.hookId, lane: 'first' } })
    expect(first).toMatchObject([{ id: fresh }])
  })

  test('a person who pauses meanwhile stops it: what is not sorted stays kept', async () => {
    await using flow = await paused()
    await flow.keep({ count: MANY })
    await flow.patch({ status: 'active', catchUp: 'none' })
    await flow.patch({ status: 'paused' })
    await carryOn()
    expect(await flow.status()).toMatchObject({ status: 'paused', statusReasonCode: 'pausedByPerson' })
    expect(await flow.preview()).toMatchObject({ kept: MANY - SORTED_AT_ONCE })
  })

  test('a flow that subscribes again meanwhile changes nothing of what was chosen', async () => {
    await using flow = await paused()
    await flow.keep({ count: MANY })
    await flow.patch({ status: 'active', catchUp: 'none' })
    const body = { notificationUrl: flow.receiver.url('/flow'), segmentName: 'Big' }
    const again = await subscribeTo(flow.instanceId, 'segment-threshold-crossed', body)
    expect(again).toMatchObject({ status: 200, json: { id: flow.hookId, statusReasonCode: 'catchingUp' } })
    await carryOn()
    expect(await flow.preview()).toMatchObject({ kept: 0 })
  })

  test('a removed subscription’s rest is cancelled by the worker', async () => {
    await using flow = await paused()
    await flow.keep({ count: MANY })
    expect((await hook('DELETE', flow.instanceId, flow.hookId)).status).toBe(204)
    await carryOn()
    const where = { subscriptionId: flow.hookId }
    expect(await database().delivery.count({ where: { ...where, cancelReason: 'unsubscribed' } })).toBe(MANY)
    expect(await database().subscription.findFirst({ where: { id: flow.hookId } })).toMatchObject({ catchUp: null })
  })
})

test('those who may only look may see the preview, and resume nothing', async () => {
  await using flow = await paused()
  const { key } = await makeKey(flow.instanceId, 'Viewer')
  const headers = { 'X-API-Key': key }
  expect((await hook('PATCH', flow.instanceId, flow.hookId, { json: { status: 'active' }, headers })).status).toBe(403)
})
