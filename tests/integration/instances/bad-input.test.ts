import { expect, test } from 'vitest'
import * as audit from '#app/api/v1/instances/[instanceId]/manage/audit/route.ts'
import * as destination from '#app/api/v1/instances/[instanceId]/manage/destinations/[destinationId]/route.ts'
import * as destinations from '#app/api/v1/instances/[instanceId]/manage/destinations/route.ts'
import * as keys from '#app/api/v1/instances/[instanceId]/manage/keys/route.ts'
import * as member from '#app/api/v1/instances/[instanceId]/manage/members/[personId]/route.ts'
import * as members from '#app/api/v1/instances/[instanceId]/manage/members/route.ts'
import * as instance from '#app/api/v1/instances/[instanceId]/route.ts'
import * as instances from '#app/api/v1/instances/route.ts'
import * as invitation from '#app/api/v1/invitation/route.ts'
import * as setUp from '#app/api/v1/set-up/route.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeMember } from '#tests/support/make.ts'

type Route = Parameters<typeof call>[0]
type Method = Parameters<typeof call>[1]

const long = 'x'.repeat(2000)

const ROUTES: [string, Method, Route, object[]][] = [
  ['an instance', 'POST', instances, [{}, { name: '' }, { name: 7 }, { name: long }]],
  ['the name of an instance', 'PATCH', instance, [{}, { name: ' ' }, { name: null }]],
  [
    'a member',
    'POST',
    members,
    [
      {},
      { email: 'nobody', name: 'A', role: 'Viewer' },
      { email: 'a@example.com', name: 'A', role: 'Owner' },
      { email: 'a@example.com', name: '', role: 'Viewer' },
      { email: ['a@example.com'], name: 'A', role: 'Viewer' },
      { email: `${long}@example.com`, name: 'A', role: 'Viewer' },
    ],
  ],
  ['a change of a member', 'PATCH', member, [{}, { role: 'Owner' }, { isDisabled: 'yes' }, { role: null }]],
  ['a key', 'POST', keys, [{}, { name: 'a' }, { name: 'a', role: 'Owner' }, { name: long, role: 'Viewer' }]],
  [
    'a destination',
    'POST',
    destinations,
    [
      {},
      { kind: 'powerAutomate', displayName: 'A' },
      { kind: 'powerAutomate', displayName: 'A', consent: false },
      { kind: 'powerAutomate', displayName: 'A', consent: 'true' },
      { kind: 'fax', displayName: 'A', consent: true },
      { kind: 'powerAutomate', displayName: '', consent: true },
      { kind: 'powerAutomate', displayName: 'A', consent: true, locale: 'xx' },
    ],
  ],
  ['the name of a destination', 'PATCH', destination, [{}, { displayName: 7 }]],
  ['a set-up', 'POST', setUp, [{}, { token: {}, name: 'A', email: 'a@example.com', password: 'correct horse' }]],
  ['an acceptance', 'POST', invitation, [{}, { token: 'x', password: 'short' }]],
]

test.each(ROUTES)('what is no %s is refused, and nothing changes', async (_, method, route, bodies) => {
  const { id: instanceId } = await makeInstance()
  const { id: personId } = await makeMember(instanceId, 'Viewer')
  const params = { instanceId, personId, destinationId: crypto.randomUUID() }
  const before = await counts()
  const send = (given: Parameters<typeof call>[3]) => call(route, method, '/api/v1/x', { params, ...given })
  const json = { 'content-type': 'application/json' }
  for (const body of [...bodies, [], 'text', 7, true]) {
    expect(await send({ json: body })).toMatchObject({
      status: 400,
      json: { errors: expect.arrayContaining([expect.anything()]) },
    })
  }
  expect(await send({ body: '{', headers: json })).toMatchObject({ status: 400 })
  expect(await send({ body: new Uint8Array([0xff, 0xfe]), headers: json })).toMatchObject({ status: 400 })
  expect(await send({ json: { name: 'a\0b' } })).toMatchObject({ status: 400 })
  expect(await send({ body: '{}', headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 })
  expect(await send({ json: { name: 'x'.repeat(1_000_001) } })).toMatchObject({ status: 413 })
  expect(await counts()).toEqual(before)
})

test.each(['$top=0', '$top=1001', '$top=x', '$skiptoken=x', '$skiptoken=eyJhdCI6MX0'])(
  'audit?%s is refused',
  async query => {
    const { id: instanceId } = await makeInstance()
    const answer = await call(audit, 'GET', `/api/v1/instances/${instanceId}/manage/audit?${query}`, {
      params: { instanceId },
    })
    expect(answer.status).toBe(400)
  },
)

const counts = () =>
  Promise.all([
    database().instance.count(),
    database().person.count(),
    database().membership.count(),
    database().apiKey.count(),
    database().destination.count(),
    database().auditEntry.count(),
  ])
