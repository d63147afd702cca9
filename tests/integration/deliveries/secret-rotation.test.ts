import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as secretRoute from '#app/api/v1/instances/[instanceId]/manage/hooks/[hookId]/secret/route.ts'
import * as testRoute from '#app/api/v1/instances/[instanceId]/manage/hooks/[hookId]/test/route.ts'
import { database } from '#lib/database/client.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { call } from '#tests/support/call.ts'
import { hook, subscribeTo } from '#tests/support/hooks.ts'
import { makeInstance } from '#tests/support/make.ts'
import { type Received, startReceiver } from '#tests/support/receiver.ts'

let dispatcher: Awaited<ReturnType<typeof startDispatcher>>
beforeAll(async () => {
  dispatcher = await startDispatcher()
})
afterAll(() => dispatcher.stop())

const HOUR = 3_600_000

async function setUp() {
  const { id: instanceId } = await makeInstance()
  const receiver = await startReceiver()
  const { json } = await subscribeTo(instanceId, 'full-refresh-completed', { notificationUrl: receiver.url('/flow') })
  const params = { instanceId, hookId: json.id as string }
  let sent = 0
  return {
    secret: json.secret as string,
    hookId: params.hookId,
    rotate: (body?: unknown) => call(secretRoute, 'POST', '/secret', { params, json: body }),
    /** The next callback that arrives. */
    async next(): Promise<Received> {
      await call(testRoute, 'POST', '/test', { params })
      return (await receiver.has(++sent)).at(-1) as Received
    },
    shown: async () => (await hook('GET', instanceId, params.hookId)).json,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  }
}

const accepts = (secret: string, { text, headers }: Received) => {
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

test('after a rotation both secrets verify for a day, the new one first, and then only the new one', async () => {
  await using flow = await setUp()
  const before = Date.now()
  const { status, json } = await flow.rotate()
  expect(status).toBe(200)
  expect(Date.parse(json.previousSecretUntil) - before).toBeGreaterThanOrEqual(24 * HOUR)
  expect(Date.parse(json.previousSecretUntil) - Date.now()).toBeLessThanOrEqual(24 * HOUR)
  expect((await flow.shown()).previousSecretUntil).toBe(json.previousSecretUntil)

  const during = await flow.next()
  expect(accepts(flow.secret, during)).toBe(true)
  expect(accepts(json.secret, during)).toBe(true)
  const signatures = String(during.headers['webhook-signature']).split(' ')
  expect(signatures).toHaveLength(2)
  const newFirst = { ...during, headers: { ...during.headers, 'webhook-signature': signatures[0] } }
  expect(accepts(json.secret, newFirst)).toBe(true)

  await database().subscription.update({ where: { id: flow.hookId }, data: { previousSecretUntil: new Date(0) } })
  const after = await flow.next()
  expect(accepts(flow.secret, after)).toBe(false)
  expect(accepts(json.secret, after)).toBe(true)
  expect(await flow.shown()).not.toHaveProperty('previousSecretUntil')
})

test('a rotation without overlap ends the old secret at once', async () => {
  await using flow = await setUp()
  const { json } = await flow.rotate({ overlapHours: 0 })
  expect(json).not.toHaveProperty('previousSecretUntil')
  const callback = await flow.next()
  expect(accepts(flow.secret, callback)).toBe(false)
  expect(accepts(json.secret, callback)).toBe(true)
})

test('a second rotation leaves the last two', async () => {
  await using flow = await setUp()
  const first = await flow.rotate()
  const second = await flow.rotate({ overlapHours: 168 })
  const callback = await flow.next()
  expect([flow.secret, first.json.secret, second.json.secret].map(secret => accepts(secret, callback))).toEqual([
    false,
    true,
    true,
  ])
})

test.each([-1, 169, 1.5, '24', null])('an overlap of %j hours is refused', async overlapHours => {
  await using flow = await setUp()
  const { status, json } = await flow.rotate({ overlapHours })
  expect(status).toBe(400)
  expect(json.errors).toMatchObject([{ path: 'overlapHours' }])
  expect(await flow.shown()).not.toHaveProperty('previousSecretUntil')
})
