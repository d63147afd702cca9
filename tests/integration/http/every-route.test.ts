import { globSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPreviews } from '#bin/previews.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makeSegment } from '#tests/support/make.ts'

// So that the routes of simulated flows are there; nothing is called.
process.env.FLOW_SIMULATOR = 'http://127.0.0.1:9'
// One key calls every route.
process.env.API_RATE_LIMIT = '0'

// Every route below /api/v1, found in the tree: one that is added is held to the same rules without being listed here.
type Route = Parameters<typeof call>[0]
const modules = import.meta.glob<Route>('/app/api/v1/**/route.ts', { eager: true })
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

const routes = Object.entries(modules).map(([file, route]) => ({
  path: file.slice('/app'.length, -'/route.ts'.length),
  route,
}))
const below = routes.filter(({ path }) => path.includes('[instanceId]'))
const ofDeployment = routes.filter(({ path }) => path.startsWith('/api/v1/callbackHosts'))

const uuid = '01234567-89ab-7cde-8f01-23456789abcd'
const parameters = (path: string) => [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? '')
const fill = (path: string, params: Record<string, string>) =>
  path.replace(/\[(\w+)\]/g, (_, name) => encodeURIComponent(params[name] ?? ''))

const previews = startPreviews()
afterAll(() => previews.stop())

let instanceId: string
let key: string
beforeAll(async () => {
  instanceId = (await makeInstance()).id
  await makeSegment(instanceId)
  key = (await makeKey((await makeInstance('Elsewhere')).id, 'Admin')).key
})

const counts = async () =>
  Promise.all([
    database().segment.count(),
    database().measure.count(),
    database().dataSource.count(),
    database().connection.count(),
    database().threshold.count(),
    database().subscription.count(),
    database().destination.count(),
    database().apiKey.count(),
    database().membership.count(),
    database().refreshJob.count(),
    database().event.count(),
    database().callbackHost.count(),
    database().simulatedFlow.count(),
    database().replay.count(),
    database().refreshSchedule.count(),
  ])

async function send(
  path: string,
  route: Route,
  method: Method,
  given: Record<string, string>,
  options: Parameters<typeof call>[3] = {},
) {
  const params = Object.fromEntries(parameters(path).map(name => [name, given[name] ?? given.other ?? uuid]))
  return call(route, method, fill(path, params), { params, ...options })
}

const isUnsubscribe = (path: string, method: Method) => path.endsWith('/hooks/[hookId]') && method === 'DELETE'

test('every route file is held to the rules', () => {
  expect(routes.map(({ path }) => `app${path}/route.ts`).sort()).toEqual(globSync('app/api/v1/**/route.ts').sort())
})

describe.each(below)('$path', ({ path, route }) => {
  test.each(METHODS)('%s by nobody is 401, or 405 where there is no such method', async method => {
    const { status, headers } = await send(path, route, method, { instanceId }, { headers: { 'X-API-Key': '' } })
    expect([401, 405]).toContain(status)
    expect(headers.get('content-type')).toBe('application/problem+json')
  })

  test.each(METHODS)('%s by an administrator of another instance is 404', async method => {
    const { status, json } = await send(path, route, method, { instanceId }, { headers: { 'X-API-Key': key } })
    expect([404, 405]).toContain(status)
    expect(json).toMatchObject({ status, message: expect.any(String), error: { code: expect.any(String) } })
  })

  test.each(METHODS)('%s with an instance id that is none is 400', async method => {
    const { status } = await send(path, route, method, { instanceId: 'nonsense' })
    expect([400, 405]).toContain(status)
  })

  const ids = ['nonsense', uuid, '', '%00', "'; drop table person; --", '../../etc', 'é'.repeat(300)]
  test.each(METHODS)('%s with ids that are none is 4xx and changes nothing', async method => {
    if (parameters(path).length < 2) return
    const before = await counts()
    for (const id of ids) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { json: {} }
      const { status, json } = await send(path, route, method, { instanceId, other: id }, body)
      // An upload or a goodbye has no body to be wrong; what they are for is not there all the same.
      if (isUnsubscribe(path, method) && status === 204) continue
      expect({ id, status }).toMatchObject({ status: expect.toSatisfy(status => status >= 400 && status < 500) })
      expect(json).toMatchObject({ status })
    }
    expect(await counts()).toEqual(before)
  })

  const bodies: [string, string | Uint8Array<ArrayBuffer>, string, number[]][] = [
    ['half an object', '{"name":', 'application/json', [400]],
    ['a NUL', '{"name":"\\u0000"}', 'application/json', [400]],
    ['bytes that are not UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d), 'application/json', [400]],
    ['a list', '[]', 'application/json', [400]],
    ['null', 'null', 'application/json', [400]],
    ['another type', '<a/>', 'text/xml', [400, 415]],
    ['two megabytes', `{"name":"${'x'.repeat(2_000_000)}"}`, 'application/json', [400, 413]],
    [
      'wrong types everywhere',
      JSON.stringify(Object.fromEntries(members.map(name => [name, { a: [1] }]))),
      'application/json',
      [400],
    ],
  ]
  test.each(['POST', 'PUT', 'PATCH'] as const)(
    '%s with a body that is wrong is 4xx and changes nothing',
    async method => {
      const before = await counts()
      for (const [what, body, type, expected] of bodies) {
        const { status, json } = await send(
          path,
          route,
          method,
          { instanceId },
          { body, headers: { 'Content-Type': type } },
        )
        const takesNoBody = status < 300 || [404, 405, 422].includes(status)
        expect({ what, status: takesNoBody ? 'no body' : status }).toEqual({
          what,
          status: takesNoBody ? 'no body' : expect.toBeOneOf(expected),
        })
        if (status >= 400) expect(json).toMatchObject({ status })
      }
      expect(await counts()).toEqual(before)
    },
  )

  test('GET with a query that is wrong is never a 500', async () => {
    for (const query of [
      '?$top=x',
      '?$top=-1',
      '?$skiptoken=%00',
      '?$filter=((',
      '?status=nope',
      '?hookId=nope',
      '?historicStatsDays=x',
      '?catchUp=x',
      '?maxAgeHours=x',
      '?$orderby=;',
    ]) {
      const params = Object.fromEntries(parameters(path).map(name => [name, name === 'instanceId' ? instanceId : uuid]))
      const { status } = await call(route, 'GET', fill(path, params) + query, { params })
      expect({ query, status }).toMatchObject({ status: expect.toSatisfy(status => status < 500) })
    }
  })
})

describe.each(ofDeployment)('$path', ({ path, route }) => {
  test.each(METHODS)('%s by nobody is 401, by whoever administers an environment only is 403', async method => {
    for (const [given, expected] of [
      ['', 401],
      [key, 403],
    ] as const) {
      const sent = { headers: { 'X-API-Key': given }, ...(method === 'POST' && { json: { host: 'x.example' } }) }
      const { status, json } = await send(path, route, method, { other: 'x.example' }, sent)
      expect([expected, 405]).toContain(status)
      expect(json).toMatchObject({ status })
    }
  })

  test.each(METHODS)('%s with what is wrong is 4xx and changes nothing', async method => {
    const before = await counts()
    for (const wrong of ['nonsense', '', '%00', "'; drop table person; --", '../../etc', 'é'.repeat(300)]) {
      const { status, json } = await send(
        path,
        route,
        method,
        { other: wrong },
        method === 'POST' ? { json: { wrong } } : {},
      )
      if (method === 'GET' && status === 200) continue
      expect({ wrong, status }).toMatchObject({ status: expect.toSatisfy(status => status >= 400 && status < 500) })
      expect(json).toMatchObject({ status })
    }
    expect(await counts()).toEqual(before)
  })
})

const members = [
  ...[
    'name',
    'displayName',
    'friendlyName',
    'kind',
    'value',
    'role',
    'email',
    'status',
    'notificationUrl',
    'memberCount',
    'behaviour',
    'host',
    'path',
  ],
  ...[
    'segmentName',
    'measureName',
    'threshold',
    'rule',
    'definition',
    'entityName',
    'consent',
    'operationType',
    'evaluatedAt',
    'catchUp',
    'maxAgeHours',
    'ownerId',
  ],
]
