import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCallbackHost } from '#lib/callback-hosts/hosts.ts'
import { database, transaction } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { replayDelivery } from '#lib/deliveries/deliveries.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { settle } from '#lib/deliveries/settle.ts'
import type { Access } from '#lib/instances/actor.ts'
import { seal } from '#lib/secrets/seal.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'
import { deliveries, delivery, hook, subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance, makeSegment } from '#tests/support/make.ts'
import { accept, answer, startReceiver } from '#tests/support/receiver.ts'

let dispatcher: Awaited<ReturnType<typeof startDispatcher>>
beforeAll(async () => {
  dispatcher = await startDispatcher()
})
afterAll(() => dispatcher.stop())

/** An instance with a segment at 10 and a flow that listens for more than 100. */
async function setUp() {
  const instance = await makeInstance()
  const segment = await makeSegment(instance.id, 'Big', 10)
  const receiver = await startReceiver()
  const subscribed = await subscribeTo(instance.id, 'segment-threshold-crossed', {
    notificationUrl: receiver.url('/flow?sig=abc'),
    segmentName: 'Big',
    threshold: 100,
  })
  expect(subscribed.status).toBe(201)
  const evaluate = (value: number) =>
    transaction(tx => recordEvaluation(tx, instance, { segmentId: segment.id }, { value, evaluatedAt: new Date() }))
  const admin: Access = { actor: { type: 'deployment', name: 'test' }, instance, role: 'Admin' }
  const only = async () => (await deliveries(instance.id)).json.value[0]
  return {
    instance,
    receiver,
    hookId: subscribed.json.id as string,
    secret: subscribed.json.secret as string,
    evaluate,
    admin,
    only,
    status: (expected: string) => expect.poll(async () => (await only())?.status, { timeout: 15_000 }).toBe(expected),
    hookStatus: (expected: string) =>
      expect
        .poll(async () => (await hook('GET', instance.id, subscribed.json.id)).json.status, { timeout: 15_000 })
        .toBe(expected),
    /** Makes what is scheduled due at once, as if its time had come. */
    async comeDue() {
      await database().delivery.updateMany({
        where: { instanceId: instance.id, state: 'scheduled' },
        data: { dueAt: new Date(0) },
      })
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  }
}

test('a segment that grows past its threshold reaches the flow once, signed and flat', async () => {
  await using flow = await setUp()
  const [eventId] = await flow.evaluate(150)
  const [callback] = await flow.receiver.has(1)
  expect(callback?.path).toBe('/flow?sig=abc')
  expect(callback?.headers['content-type']).toBe('application/json')
  expect(callback?.json).toEqual({
    id: eventId,
    eventType: 'segment-threshold-crossed',
    occurredAt: expect.stringMatching(/^\d{4}-.*Z$/),
    instanceId: flow.instance.id,
    instanceName: 'Contoso',
    segmentName: 'Big',
    segmentDisplayName: 'The Big one',
    thresholdId: expect.any(String),
    threshold: 100,
    previousValue: 10,
    currentValue: 150,
    direction: 'above',
    evaluatedAt: expect.any(String),
  })
  new Webhook(flow.secret).verify(callback?.text ?? '', callback?.headers as Record<string, string>)
  await flow.status('delivered')
  const shown = await flow.only()
  expect(callback?.headers['webhook-id']).toBe(shown.id)
  expect((await delivery(flow.instance.id, shown.id)).json).toMatchObject({
    status: 'delivered',
    subject: 'The Big one',
    statusCode: 202,
    attempts: [{ number: 1, outcome: 'delivered', statusCode: 202, runId: '08584' }],
  })
  await flow.evaluate(160)
  await flow.evaluate(90)
  await flow.evaluate(101)
  await flow.receiver.has(2)
})

test('an answer that asks for patience is tried again with the same webhook-id', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(answer(503))
  await flow.evaluate(150)
  await flow.status('retrying')
  await flow.hookStatus('failing')
  expect((await flow.only()).nextAttemptAt).toBeDefined()
  flow.receiver.answerWith(accept)
  await flow.comeDue()
  const [first, second] = await flow.receiver.has(2)
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  expect(second?.text).toBe(first?.text)
  await flow.status('delivered')
  await flow.hookStatus('active')
})

test('Retry-After is waited in full', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(answer(429, { headers: { 'Retry-After': '3600' } }))
  const before = Date.now()
  await flow.evaluate(150)
  await flow.status('retrying')
  expect(Date.parse((await flow.only()).nextAttemptAt)).toBeGreaterThanOrEqual(before + 3_600_000)
})

test('Retry-After as a date counts by the clock of the receiver', async () => {
  await using flow = await setUp()
  const headers = { Date: 'Mon, 01 Jan 2001 00:00:00 GMT', 'Retry-After': 'Mon, 01 Jan 2001 01:00:00 GMT' }
  flow.receiver.answerWith(answer(429, { headers }))
  const before = Date.now()
  await flow.evaluate(150)
  await flow.status('retrying')
  expect(Date.parse((await flow.only()).nextAttemptAt)).toBeGreaterThanOrEqual(before + 3_600_000)
})

describe('a flow that', () => {
  test('is gone ends its subscription and cancels what was still to come', async () => {
    await using flow = await setUp()
    flow.receiver.answerWith(answer(404, { code: 'WorkflowNotFound' }))
    await flow.evaluate(150)
    await flow.hookStatus('gone')
    await flow.status('cancelled')
    await flow.evaluate(50)
    await flow.evaluate(150)
    expect((await deliveries(flow.instance.id)).json.value).toHaveLength(1)
  })

  test('is turned off pauses; resumed, it gets what was kept', async () => {
    await using flow = await setUp()
    flow.receiver.answerWith(answer(400, { code: 'WorkflowTriggerIsNotEnabled' }))
    await flow.evaluate(150)
    await flow.hookStatus('paused')
    await flow.evaluate(50)
    await flow.evaluate(150)
    flow.receiver.answerWith(accept)
    expect((await hook('PATCH', flow.instance.id, flow.hookId, { json: { status: 'active' } })).json.status).toBe(
      'active',
    )
    await flow.receiver.has(3)
  })

  test('is turned off is asked again when its probe is due, and is active when it answers', async () => {
    await using flow = await setUp()
    flow.receiver.answerWith(answer(400, { code: 'WorkflowTriggerIsNotEnabled' }))
    await flow.evaluate(150)
    await flow.hookStatus('paused')
    flow.receiver.answerWith(accept)
    await database().subscription.update({ where: { id: flow.hookId }, data: { probeAt: new Date(0) } })
    await flow.hookStatus('active')
    await flow.status('delivered')
  })

  test('refuses the address pauses and keeps the delivery', async () => {
    await using flow = await setUp()
    flow.receiver.answerWith(answer(401))
    await flow.evaluate(150)
    await flow.hookStatus('paused')
    expect(await flow.only()).toMatchObject({ status: 'pending', attemptCount: 1, statusCode: 401 })
  })

  test('has an address that may not be called pauses, and is tried as soon as a host is allowed', async () => {
    await using flow = await setUp()
    const setUrl = (url: string) =>
      database().subscription.update({ where: { id: flow.hookId }, data: { callbackUrl: seal(url) } })
    await setUrl('http://169.254.169.254/flow')
    await flow.evaluate(150)
    await flow.hookStatus('paused')
    expect((await hook('GET', flow.instance.id, flow.hookId)).json.statusReasonCode).toBe('hostRefused')
    await flow.status('pending')
    await setUrl(flow.receiver.url('/flow'))
    await addCallbackHost(flow.admin.actor, `${flow.hookId}.example`)
    await flow.receiver.has(1)
    await flow.hookStatus('active')
  })

  test('cannot take the body fails that delivery and stays active', async () => {
    await using flow = await setUp()
    flow.receiver.answerWith(answer(413))
    await flow.evaluate(150)
    await flow.status('failed')
    await flow.hookStatus('active')
  })
})

describe('a receiver that keeps failing', () => {
  /** Fails often enough for its circuit to open, and then makes one event more. */
  async function fail(flow: Awaited<ReturnType<typeof setUp>>) {
    flow.receiver.answerWith(answer(503))
    for (let events = 0; events < 6; events++) {
      await flow.evaluate(150)
      await flow.evaluate(50)
    }
    await expect
      .poll(async () => (await hook('GET', flow.instance.id, flow.hookId)).json.statusReasonCode)
      .toBe('circuitOpen')
    await flow.evaluate(150)
  }
  const probe = (flow: Awaited<ReturnType<typeof setUp>>) =>
    database().subscription.update({ where: { id: flow.hookId }, data: { probeAt: new Date(0) } })
  const kept = (flow: Awaited<ReturnType<typeof setUp>>) =>
    database().delivery.findMany({ where: { instanceId: flow.instance.id, state: 'due' }, orderBy: { dueAt: 'asc' } })

  test('gets nothing but probes, which cost the delivery none of its tries', async () => {
    await using flow = await setUp()
    await fail(flow)
    await expect.poll(() => kept(flow)).not.toEqual([])
    const [oldest] = await kept(flow)
    const before = flow.receiver.received.length
    await probe(flow)
    await flow.receiver.has(before + 1)
    expect(flow.receiver.received.at(-1)?.headers['webhook-id']).toBe(oldest?.id)
    await expect.poll(async () => (await kept(flow))[0]).toMatchObject({ id: oldest?.id, tries: oldest?.tries })
    const { probeAt } = await database().subscription.findUniqueOrThrow({ where: { id: flow.hookId } })
    expect(probeAt?.getTime()).toBeGreaterThan(Date.now())
    expect((await hook('GET', flow.instance.id, flow.hookId)).json.nextProbeAt).toBe(probeAt?.toISOString())
    await flow.hookStatus('failing')
  })

  test('gets everything as soon as it answers a probe', async () => {
    await using flow = await setUp()
    await fail(flow)
    flow.receiver.answerWith(accept)
    await probe(flow)
    await flow.hookStatus('active')
    await expect
      .poll(async () => {
        await flow.comeDue()
        return database().delivery.count({ where: { instanceId: flow.instance.id, state: { not: 'delivered' } } })
      })
      .toBe(0)
  })
})

test('a redirect is not followed', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(answer(307, { headers: { Location: flow.receiver.url('/elsewhere') } }))
  await flow.evaluate(150)
  await flow.status('retrying')
  expect(flow.receiver.received).toHaveLength(1)
})

test('an answer without end is bounded', async () => {
  await using flow = await setUp()
  flow.receiver.answerWith(response => {
    response.writeHead(200)
    const chunk = 'x'.repeat(65_536)
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', pour)
    }
    pour()
  })
  await flow.evaluate(150)
  await flow.status('delivered')
  const { json } = await delivery(flow.instance.id, (await flow.only()).id)
  expect(json.attempts[0].response).toHaveLength(16_384)
})

test('a delivery that was delivered can be replayed', async () => {
  await using flow = await setUp()
  await flow.evaluate(150)
  await flow.status('delivered')
  await replayDelivery(flow.admin, (await flow.only()).id)
  const [first, second] = await flow.receiver.has(2)
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  await flow.status('delivered')
})

test('what a dead worker had claimed is sent again, told as outcome unknown and possible duplicate', async () => {
  await using flow = await setUp()
  // Paused first, so that the delivery waits until it is made to look like a dead worker's claim.
  await hook('PATCH', flow.instance.id, flow.hookId, { json: { status: 'paused' } })
  await flow.evaluate(150)
  await database().delivery.updateMany({
    where: { instanceId: flow.instance.id },
    data: { state: 'sending', claimEpoch: -1n, claimedAt: new Date(), attemptCount: 1, tries: 1 },
  })
  await hook('PATCH', flow.instance.id, flow.hookId, { json: { status: 'active' } })
  await flow.receiver.has(1)
  await flow.status('delivered')
  expect((await delivery(flow.instance.id, (await flow.only()).id)).json.attempts).toMatchObject([
    { number: 1, outcome: 'unknown' },
    { number: 2, outcome: 'delivered', possibleDuplicate: true },
  ])
})

test('what a worker claimed without hearing of it, because its connection broke, is taken up again', async () => {
  await using flow = await setUp()
  await hook('PATCH', flow.instance.id, flow.hookId, { json: { status: 'paused' } })
  await flow.evaluate(150)
  const { shard } = await database().subscription.findUniqueOrThrow({ where: { id: flow.hookId } })
  const { epoch } = await database().shard.findUniqueOrThrow({ where: { id: shard } })
  await database().delivery.updateMany({
    where: { instanceId: flow.instance.id },
    data: { state: 'sending', claimEpoch: epoch, claimedAt: new Date(0), attemptCount: 1, tries: 1 },
  })
  await hook('PATCH', flow.instance.id, flow.hookId, { json: { status: 'active' } })
  await flow.receiver.has(1)
  await flow.status('delivered')
  expect((await delivery(flow.instance.id, (await flow.only()).id)).json.attempts).toMatchObject([
    { number: 1, outcome: 'unknown' },
    { number: 2, outcome: 'delivered', possibleDuplicate: true },
  ])
})

test('an attempt that was given up as lost records nothing over the one that followed it', async () => {
  await using flow = await setUp()
  await hook('PATCH', flow.instance.id, flow.hookId, { json: { status: 'paused' } })
  await flow.evaluate(150)
  const { id, shard } = await database().delivery.findFirstOrThrow({ where: { instanceId: flow.instance.id } })
  const { epoch } = await database().shard.findUniqueOrThrow({ where: { id: shard } })
  await database().delivery.update({
    where: { id },
    data: { state: 'sending', claimEpoch: epoch, claimedAt: new Date(), attemptCount: 2, tries: 2 },
  })
  const claimed = {
    id,
    shard,
    epoch: String(epoch),
    instanceId: flow.instance.id,
    subscriptionId: flow.hookId,
    lane: 'first' as const,
    rateLimit: null,
    isProbe: false,
  }
  const sent = { callbackUrl: Buffer.of(), secret: Buffer.of(), previousSecret: null, body: '' }
  await settle(pool(), [
    {
      claimed: { ...claimed, ...sent, attemptNumber: 1, tries: 1 },
      attempt: { answer: { statusCode: 202, body: '' }, startedAt: new Date(), durationMs: 1 },
      outcome: { kind: 'delivered' },
    },
  ])
  expect(await flow.only()).toMatchObject({ status: 'sending' })
})

test('a test event reaches only its own subscription and says that it is one', async () => {
  const { POST } = await import('#app/api/v1/instances/[instanceId]/manage/hooks/[hookId]/test/route.ts')
  const { call } = await import('#tests/support/call.ts')
  await using flow = await setUp()
  const sent = await call({ POST }, 'POST', '/test', { params: { instanceId: flow.instance.id, hookId: flow.hookId } })
  expect(sent.status).toBe(202)
  const [callback] = await flow.receiver.has(1)
  expect(callback?.json).toMatchObject({
    isTest: true,
    eventType: 'segment-threshold-crossed',
    instanceId: flow.instance.id,
  })
})
