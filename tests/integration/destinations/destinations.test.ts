import { expect, test } from 'vitest'
import * as destination from '#app/api/v1/instances/[instanceId]/manage/destinations/[destinationId]/route.ts'
import * as destinations from '#app/api/v1/instances/[instanceId]/manage/destinations/route.ts'
import { database } from '#lib/database/client.ts'
import { CONSENT_TEXT } from '#lib/destinations/consent.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeMember } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

const pathOf = (instanceId: string) => `/api/v1/instances/${instanceId}/manage/destinations`

const make = (instanceId: string, json: object, headers = {}) =>
  call(destinations, 'POST', pathOf(instanceId), {
    params: { instanceId },
    json: { kind: 'powerAutomate', consent: true, ...json },
    headers,
  })

const list = async (instanceId: string) =>
  (await call(destinations, 'GET', pathOf(instanceId), { params: { instanceId } })).json

test.each(['en', 'nl'] as const)('setting up keeps who agreed, when, and to which words (%s)', async locale => {
  const { id } = await makeInstance()
  const person = await makeMember(id, 'Admin')
  const { status, json } = await make(id, { displayName: 'Flows', locale }, await sessionOf(person))
  expect(status).toBe(201)
  expect(json).toMatchObject({ kind: 'powerAutomate', displayName: 'Flows', consentedBy: person.name })
  expect(json.consentText).toBe(CONSENT_TEXT[locale])
  expect(Math.abs(Date.parse(json.consentedAt) - Date.now())).toBeLessThan(60_000)
  const row = await database().destination.findUniqueOrThrow({ where: { id: json.destinationId } })
  expect(row.consentedById).toBe(person.id)
  expect(await list(id)).toEqual([json])
})

test('two destinations of one instance have different names; a removed one frees its name', async () => {
  const [{ id }, other] = [await makeInstance(), await makeInstance()]
  const { json: first } = await make(id, { displayName: 'Flows' })
  expect(await make(id, { displayName: 'Flows' })).toMatchObject({ status: 409 })
  expect(await make(other.id, { displayName: 'Flows' })).toMatchObject({ status: 201 })
  const { json: second } = await make(id, { displayName: 'More flows' })
  const at = (destinationId: string) => ({ params: { instanceId: id, destinationId } })
  const rename = (destinationId: string, displayName: string) =>
    call(destination, 'PATCH', `${pathOf(id)}/${destinationId}`, { ...at(destinationId), json: { displayName } })
  expect(await rename(second.destinationId, 'Flows')).toMatchObject({ status: 409 })
  expect(await rename(second.destinationId, 'Nightly')).toMatchObject({ status: 200, json: { displayName: 'Nightly' } })

  const { destinationId } = first
  expect(await call(destination, 'DELETE', `${pathOf(id)}/${destinationId}`, at(destinationId))).toMatchObject({
    status: 204,
  })
  expect(await call(destination, 'GET', `${pathOf(id)}/${destinationId}`, at(destinationId))).toMatchObject({
    status: 404,
  })
  expect(await make(id, { displayName: 'Flows' })).toMatchObject({ status: 201 })
  expect((await list(id)).map((each: { displayName: string }) => each.displayName)).toEqual(['Flows', 'Nightly'])
})

test('the record of a consent outlives the destination', async () => {
  const { id } = await makeInstance()
  const { json } = await make(id, { displayName: 'Flows' })
  const params = { instanceId: id, destinationId: json.destinationId }
  await call(destination, 'DELETE', `${pathOf(id)}/${json.destinationId}`, { params })
  const row = await database().destination.findUniqueOrThrow({ where: { id: json.destinationId } })
  expect(row).toMatchObject({ consentText: CONSENT_TEXT.en, removedAt: expect.any(Date) })
})
