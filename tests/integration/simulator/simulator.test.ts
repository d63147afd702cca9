import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { startDispatcher } from '#lib/deliveries/dispatcher.ts'
import { request } from '#tests/support/api.ts'
import { deliveries, delivery } from '#tests/support/hooks.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'
import { startSimulator } from '#tests/support/simulator.ts'

// Private hosts are closed: the simulator's own origin is all that is open.
process.env.CALLBACK_ALLOW_PRIVATE = 'false'
const simulator = await startSimulator()

let dispatcher: Awaited<ReturnType<typeof startDispatcher>>
beforeAll(async () => {
  dispatcher = await startDispatcher()
})
afterAll(async () => {
  await dispatcher.stop()
  await simulator[Symbol.asyncDispose]()
})

const post = (url: string, body = '{}') => fetch(url, { method: 'POST', body })

test('a flow is subscribed like any other, and shows the call it got with its signature checked', async () => {
  const { id } = await makeInstance()
  const flow = await simulator.flow(id)
  await flow.test()
  const [call] = await flow.has(1)
  expect(call).toMatchObject({ statusCode: 202, isSigned: true, runId: expect.stringMatching(/^0858\d+CU\d\d$/) })
  expect(JSON.parse(call.body)).toMatchObject({ eventType: 'full-refresh-completed', isTest: true })
  await expect.poll(async () => (await deliveries(id)).json.value[0].status).toBe('delivered')
  const { json } = await delivery(id, call.webhookId)
  expect(json.attempts).toMatchObject([{ outcome: 'delivered', statusCode: 202, runId: call.runId }])
  expect((await flow.read()).json.hooks).toMatchObject([{ id: flow.hookId, status: 'active' }])
})

describe('a flow that', () => {
  test.each([
    ['off', 400, 'paused', 'flowOff'],
    ['expired', 401, 'paused', 'notAuthorised'],
    ['gone', 404, 'gone', 'flowGone'],
  ])('is %s answers %i, and the subscription is %s', async (behaviour, statusCode, status, statusReasonCode) => {
    const flow = await simulator.flow((await makeInstance()).id, behaviour)
    await flow.test()
    expect(await flow.has(1)).toMatchObject([{ statusCode, isSigned: true }])
    await expect.poll(flow.hook).toMatchObject({ status, statusReasonCode })
  })

  test.each([
    ['busy', 429],
    ['unavailable', 503],
    ['dead', undefined],
  ])('is %s is tried again', async (behaviour, statusCode) => {
    const { id } = await makeInstance()
    const flow = await simulator.flow(id, behaviour)
    await flow.test()
    const [call] = await flow.has(1)
    expect(call.statusCode).toBe(statusCode)
    await expect.poll(async () => (await deliveries(id)).json.value[0].status).toBe('retrying')
    expect((await flow.hook()).status).toBe('failing')
  })

  test('rejects what it gets fails that delivery', async () => {
    const { id } = await makeInstance()
    const flow = await simulator.flow(id, 'rejects')
    await flow.test()
    await expect.poll(async () => (await deliveries(id)).json.value[0]?.status).toBe('failed')
    expect((await flow.hook()).status).not.toBe('paused')
  })

  test('never ends its answer is cut off, and counts as taken', async () => {
    const { id } = await makeInstance()
    const flow = await simulator.flow(id, 'endless')
    await flow.test()
    await expect.poll(async () => (await deliveries(id)).json.value[0]?.status, { timeout: 15_000 }).toBe('delivered')
  })

  test('is slow takes it all the same, where somebody waits', async () => {
    const flow = await simulator.flow((await makeInstance()).id, 'slow')
    expect((await post(flow.url)).status).toBe(202)
  })

  test('is turned off and back on hears of what was kept', async () => {
    const { id } = await makeInstance()
    const flow = await simulator.flow(id, 'unavailable')
    await flow.test()
    await flow.has(1)
    await expect.poll(async () => (await flow.hook()).status).toBe('failing')
    await flow.behave('accepts')
    await database().delivery.updateMany({
      where: { instanceId: id, state: 'scheduled' },
      data: { dueAt: new Date(0) },
    })
    await flow.has(2)
    await expect.poll(async () => (await flow.hook()).status).toBe('active')
  })
})

test('only the address that was given out is authorised, byte for byte', async () => {
  const flow = await simulator.flow((await makeInstance()).id)
  for (const wrong of [
    flow.url.replace('%2F', '/'),
    flow.url.replace('%2F', '%2f'),
    `${flow.url}&x=1`,
    flow.url.replace(/sig=.*/, ''),
    flow.url.slice(0, -1),
    flow.url.split('?')[0] ?? '',
  ]) {
    const response = await post(wrong)
    expect({ wrong, status: response.status }).toEqual({ wrong, status: 401 })
    expect(await response.json()).toMatchObject({ error: { code: 'DirectApiAuthorizationRequired' } })
  }
  expect((await flow.read()).json.calls).toEqual([])
})

test.each([
  '/',
  '/workflows/',
  `/workflows/${'0'.repeat(32)}/triggers/manual/paths/invoke`,
  '/%ff',
  `/workflows/${"'".repeat(32)}/triggers/manual/paths/invoke`,
])('no flow is at %s', async path => {
  const response = await post(simulator.origin + path)
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ error: { code: 'WorkflowNotFound' } })
})

test('a call that nobody signed is told from those that are', async () => {
  const flow = await simulator.flow((await makeInstance()).id)
  await flow.test()
  await flow.has(1)
  const [genuine] = await flow.has(1)
  await fetch(flow.url, {
    method: 'POST',
    headers: { 'webhook-id': genuine.webhookId, 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' },
    body: genuine.body,
  })
  await post(flow.url, 'anything\0')
  expect((await flow.has(3)).map(({ isSigned }: { isSigned: boolean }) => isSigned)).toEqual([false, false, true])
})

test('of its calls a flow keeps the last fifty', async () => {
  const flow = await simulator.flow((await makeInstance()).id)
  for (let n = 0; n < 53; n++) await post(flow.url, String(n))
  const calls = await flow.has(50)
  expect([calls[0].body, calls[49].body]).toEqual(['52', '3'])
})

test('a flow that is deleted says goodbye to its subscription, and its address is gone', async () => {
  const { id } = await makeInstance()
  const flow = await simulator.flow(id)
  expect((await flow.remove()).status).toBe(204)
  expect((await flow.hook()).status).toBe(404)
  expect((await post(flow.url)).status).toBe(404)
  expect((await flow.remove()).status).toBe(404)
})

test('a viewer sees flows and calls, but neither their address nor a way to change them', async () => {
  const { id } = await makeInstance()
  const flow = await simulator.flow(id)
  const headers = { 'X-API-Key': (await makeKey(id, 'Viewer')).key }
  const at = `http://127.0.0.1:3000/api/v1/instances/${id}/manage/simulatedFlows`
  const { json } = await request('GET', at, { headers })
  expect(json).toMatchObject([{ flowId: flow.flowId, behaviour: 'accepts' }])
  expect(json[0]).not.toHaveProperty('notificationUrl')
  expect((await request('POST', at, { headers, json: { behaviour: 'dead' } })).status).toBe(403)
  expect((await request('PATCH', `${at}/${flow.flowId}`, { headers, json: { behaviour: 'dead' } })).status).toBe(403)
  expect((await request('DELETE', `${at}/${flow.flowId}`, { headers })).status).toBe(403)
})

test('nothing else on this machine can be subscribed with', async () => {
  const { id } = await makeInstance()
  const other = simulator.origin.replace(/\d+$/, port => String(Number(port) ^ 1))
  for (const notificationUrl of [
    `${other}/x`,
    `${simulator.origin.replace('http', 'https')}/x`,
    'http://localhost/x',
  ]) {
    const { status } = await request(
      'POST',
      `http://127.0.0.1:3000/api/v1/instances/${id}/manage/hooks/full-refresh-completed`,
      { json: { notificationUrl } },
    )
    expect({ notificationUrl, status }).toEqual({ notificationUrl, status: 422 })
  }
})
