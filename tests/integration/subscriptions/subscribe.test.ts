import { describe, expect, test } from 'vitest'
import * as secretRoute from '#app/api/v1/instances/[instanceId]/manage/hooks/[hookId]/secret/route.ts'
import { database } from '#lib/database/client.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import { call } from '#tests/support/call.ts'
import { hook, hooks, subscribeTo } from '#tests/support/hooks.ts'
import { makeDataSource, makeInstance, makeKey, makeSegment } from '#tests/support/make.ts'

const flow = 'http://127.0.0.1:9/workflows/a1/run?sp=%2Ftriggers%2FT&sig=a_B-c'

async function setUp(value?: number) {
  const instance = await makeInstance()
  const segment = await makeSegment(instance.id, 'Big', value)
  const body = { notificationUrl: flow, segmentName: 'Big', threshold: 100 }
  return {
    id: instance.id,
    segment,
    body,
    subscribe: (more: object = {}) => subscribeTo(instance.id, 'segment-threshold-crossed', { ...body, ...more }),
  }
}

describe('subscribing', () => {
  test('answers 201 with an absolute Location, the id and a secret that is shown once', async () => {
    const { id, subscribe } = await setUp()
    const { status, headers, json } = await subscribe()
    expect(status).toBe(201)
    expect(json).toMatchObject({
      trigger: 'segment-threshold-crossed',
      status: 'active',
      secret: expect.stringMatching(/^whsec_/),
    })
    expect(json.href).toBe(headers.get('location'))
    expect(json.href).toMatch(new RegExp(`^http://127.0.0.1:3000/api/v1/instances/${id}/manage/hooks/[\\w-]{43}$`))
    expect(json.href).not.toContain(json.id)
    const shown = await hook('GET', id, json.id)
    expect(shown.json).toMatchObject({
      id: json.id,
      callbackHost: '127.0.0.1:9',
      parameters: { segmentName: 'Big', threshold: 100 },
    })
    expect(shown.text).not.toMatch(/sig=|whsec_|workflows/)
  })

  test('keeps neither the callback nor the secret in clear', async () => {
    const { subscribe } = await setUp()
    const { json } = await subscribe()
    const row = await database().subscription.findUniqueOrThrow({ where: { id: json.id } })
    const bytes = Buffer.concat([row.callbackUrl, row.secret, row.unsubscribeId]).toString('latin1')
    expect(bytes).not.toMatch(/workflows|whsec|127/)
  })

  test('gives the same subscription again after its threshold was changed or removed, bound anew', async () => {
    const { id, subscribe } = await setUp()
    const first = await subscribe()
    await database().threshold.updateMany({ where: { instanceId: id }, data: { value: 200 } })
    const second = await subscribe()
    await database().threshold.deleteMany({ where: { instanceId: id } })
    const third = await subscribe()
    for (const { status, json } of [second, third]) {
      expect(status).toBe(200)
      expect(json).toMatchObject({ id: first.json.id, href: first.json.href, parameters: { threshold: 100 } })
    }
  })

  test('again with the same callback and parameters gives the same subscription: 200, the same Location, no secret', async () => {
    const { subscribe } = await setUp()
    const first = await subscribe()
    const second = await subscribe()
    expect(second.status).toBe(200)
    expect(second.json.id).toBe(first.json.id)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(second.json).not.toHaveProperty('secret')
  })

  test('ten times at once gives one subscription and one threshold', async () => {
    const { id, subscribe } = await setUp()
    const answers = await Promise.all(Array.from({ length: 10 }, () => subscribe()))
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await database().threshold.count({ where: { instanceId: id } })).toBe(1)
  })

  test('with another threshold, callback or owner is another subscription', async () => {
    const { id, body, subscribe } = await setUp()
    const { key } = await makeKey(id, 'Contributor')
    const answers = [
      await subscribe(),
      await subscribe({ threshold: 200 }),
      await subscribe({ notificationUrl: `${flow}x` }),
      await subscribeTo(id, 'segment-threshold-crossed', body, { 'X-API-Key': key }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(await database().threshold.count({ where: { instanceId: id } })).toBe(2)
  })

  test('revives one that had gone', async () => {
    const { id, subscribe } = await setUp()
    const { json } = await subscribe()
    await database().subscription.update({ where: { id: json.id }, data: { status: 'gone', statusReason: 'flowGone' } })
    expect(await subscribe()).toMatchObject({ status: 200, json: { id: json.id, status: 'active' } })
    expect((await hook('GET', id, json.id)).json.status).toBe('active')
  })

  test('leaves one alone that a person has paused', async () => {
    const { id, subscribe } = await setUp()
    const { json } = await subscribe()
    await hook('PATCH', id, json.id, { json: { status: 'paused' } })
    expect((await subscribe()).json.status).toBe('paused')
  })

  test('takes a viewer no further than 403', async () => {
    const { id, body } = await setUp()
    const { key } = await makeKey(id, 'Viewer')
    expect((await subscribeTo(id, 'segment-threshold-crossed', body, { 'X-API-Key': key })).status).toBe(403)
  })

  test.each([
    ['something-else', { notificationUrl: flow }, 404, /no trigger/],
    ['segment-threshold-crossed', { notificationUrl: flow }, 400, /segmentName/],
    ['segment-threshold-crossed', { notificationUrl: flow, segmentName: 'Nope' }, 422, /Nope/],
    ['segment-threshold-crossed', { notificationUrl: flow, segmentName: 'Big', threshold: '12' }, 400, /threshold/],
    ['segment-threshold-crossed', { segmentName: 'Big' }, 400, /notificationUrl/],
    ['segment-threshold-crossed', { notificationUrl: 'nonsense', segmentName: 'Big' }, 422, /URL/],
    ['segment-threshold-crossed', { notificationUrl: 'http://169.254.169.254/', segmentName: 'Big' }, 422, /never/],
    [
      'segment-threshold-crossed',
      { notificationUrl: 'https://example.com/', segmentName: 'Big' },
      422,
      /CALLBACK_HOSTS/,
    ],
    ['data-source-refresh-failed', { notificationUrl: flow, dataSourceId: 'x' }, 400, /dataSourceId/],
    ['data-source-refresh-failed', { notificationUrl: flow, dataSourceId: crypto.randomUUID() }, 422, /data source/],
    ['full-refresh-completed', { notificationUrl: flow, status: 'great' }, 400, /status/],
    ['measure-threshold-crossed', { notificationUrl: flow, measureName: 'Nope' }, 422, /Nope/],
  ])('to %s with %j is %i', async (trigger, body, status, message) => {
    const { id } = await setUp()
    const refused = await subscribeTo(id, trigger, body)
    expect(refused.status).toBe(status)
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(refused.json.message).toMatch(message)
    expect((await hooks(id)).json.value).toEqual([])
  })

  test('to a measure with dimensions is refused', async () => {
    const { id } = await setUp()
    const definition = {
      entityName: 'Contact',
      aggregate: { operation: 'count' },
      isScalar: false,
      dimensions: ['state'],
    }
    await database().measure.create({
      data: { instanceId: id, name: 'ByState', displayName: 'By state', kind: 'business', definition },
    })
    const refused = await subscribeTo(id, 'measure-threshold-crossed', {
      notificationUrl: flow,
      measureName: 'ByState',
      threshold: 1,
    })
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: 'measureName' }] } })
  })
})

describe('unsubscribing', () => {
  const capability = (href: string) => href.split('/').at(-1) ?? ''

  test.each([
    ['no credentials', { 'X-API-Key': '' }],
    ['credentials that are wrong', { 'X-API-Key': 'wrong' }],
    ['another token', { Authorization: 'Bearer whatever' }],
  ])('at the Location works with %s, and can be repeated', async (_, headers) => {
    const { id, subscribe } = await setUp()
    const { json } = await subscribe()
    expect((await hook('DELETE', id, capability(json.href), { headers })).status).toBe(204)
    expect((await hook('GET', id, json.id)).status).toBe(404)
    expect((await hook('DELETE', id, capability(json.href), { headers })).status).toBe(204)
    expect((await subscribe()).status).toBe(201)
  })

  test('at a Location that never was tells nothing', async () => {
    const { id } = await setUp()
    expect((await hook('DELETE', id, 'A'.repeat(43), { headers: { 'X-API-Key': '' } })).status).toBe(204)
  })

  test('at a Location of another instance removes nothing', async () => {
    const [one, other] = [await setUp(), await setUp()]
    const { json } = await one.subscribe()
    expect((await hook('DELETE', other.id, capability(json.href))).status).toBe(204)
    expect((await hook('GET', one.id, json.id)).status).toBe(200)
  })

  test('by id takes the permission: one’s own, or an administrator’s', async () => {
    const { id, subscribe } = await setUp()
    const { json } = await subscribe()
    const { key } = await makeKey(id, 'Contributor')
    expect((await hook('DELETE', id, json.id, { headers: { 'X-API-Key': '' } })).status).toBe(401)
    expect((await hook('DELETE', id, json.id, { headers: { 'X-API-Key': key } })).status).toBe(403)
    expect((await hook('DELETE', id, json.id)).status).toBe(204)
  })

  test('cancels what was still to be sent', async () => {
    const { id, subscribe } = await setUp()
    const { json } = await subscribe()
    const event = await database().event.create({
      data: { id: crypto.randomUUID(), instanceId: id, type: 'x', occurredAt: new Date(), payload: {} },
    })
    const delivery = await database().delivery.create({
      data: { instanceId: id, eventId: event.id, subscriptionId: json.id, shard: shardOf(json.id) },
    })
    await hook('DELETE', id, capability(json.href))
    expect(await database().delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({
      state: 'cancelled',
      cancelReason: 'unsubscribed',
    })
  })
})

test('a subscription of another instance is not there', async () => {
  const [one, other] = [await setUp(), await setUp()]
  const { json } = await one.subscribe()
  const { key } = await makeKey(other.id, 'Admin')
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    const headers = { 'X-API-Key': key }
    const body = method === 'PATCH' ? { json: { status: 'paused' } } : {}
    expect((await hook(method, one.id, json.id, { headers, ...body })).status).toBe(404)
    expect((await hook(method, other.id, json.id, { headers, ...body })).status).toBe(404)
  }
})

test('a new secret is shown once', async () => {
  const { id, subscribe } = await setUp()
  const { json } = await subscribe()
  const rotated = await call(secretRoute, 'POST', '/secret', { params: { instanceId: id, hookId: json.id } })
  expect(rotated.json.secret).toMatch(/^whsec_/)
  expect(rotated.json.secret).not.toBe(json.secret)
})

test('the list is newest first, filtered, in pages with an absolute next link', async () => {
  const { id, subscribe } = await setUp()
  await makeDataSource(id)
  const made = [await subscribe(), await subscribe({ threshold: 2 }), await subscribe({ threshold: 3 })].map(
    ({ json }) => json.id,
  )
  await subscribeTo(id, 'data-source-refresh-failed', { notificationUrl: flow })
  const first = await hooks(id, '?trigger=segment-threshold-crossed&$top=2')
  expect(first.json.value.map((each: { id: string }) => each.id)).toEqual([made[2], made[1]])
  const next = new URL(first.json['@odata.nextLink'])
  expect(next.origin).toBe('http://127.0.0.1:3000')
  const second = await hooks(id, next.search)
  expect(second.json.value.map((each: { id: string }) => each.id)).toEqual([made[0]])
  expect(second.json).not.toHaveProperty('@odata.nextLink')
  expect((await hooks(id, '?status=paused')).json.value).toEqual([])
  expect((await hooks(id, '?$top=1001')).status).toBe(400)
  expect((await hooks(id, '?$skiptoken=abc')).status).toBe(400)
})
