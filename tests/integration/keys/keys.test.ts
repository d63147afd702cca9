import { expect, test } from 'vitest'
import * as key from '#app/api/v1/instances/[instanceId]/manage/keys/[keyId]/route.ts'
import * as keys from '#app/api/v1/instances/[instanceId]/manage/keys/route.ts'
import * as instance from '#app/api/v1/instances/[instanceId]/route.ts'
import { database } from '#lib/database/client.ts'
import { forget } from '#lib/remember.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makeMember } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

const pathOf = (instanceId: string) => `/api/v1/instances/${instanceId}/manage/keys`

const make = (instanceId: string, json: object = { name: 'dbt', role: 'Contributor' }) =>
  call(keys, 'POST', pathOf(instanceId), { params: { instanceId }, json })

const use = (instanceId: string, headers: Record<string, string>) =>
  call(instance, 'GET', `/api/v1/instances/${instanceId}`, { params: { instanceId }, headers })

test('a key is shown once, works as X-API-Key and as Bearer, and is nobody at once when revoked', async () => {
  const { id } = await makeInstance()
  const { status, json: made } = await make(id)
  expect(status).toBe(201)
  expect(made).toMatchObject({ keyId: expect.any(String), name: 'dbt', role: 'Contributor', lastUsedAt: null })
  expect(made.key).toMatch(/^hw_[\w-]{43}$/)

  expect(await use(id, { 'X-API-Key': made.key })).toMatchObject({ status: 200, json: { role: 'Contributor' } })
  expect((await use(id, { 'X-API-Key': '', Authorization: `Bearer ${made.key}` })).status).toBe(200)

  const listed = await call(keys, 'GET', pathOf(id), { params: { instanceId: id } })
  expect(listed.json).toEqual([
    expect.objectContaining({ keyId: made.keyId, keyPrefix: made.key.slice(0, 8), lastUsedAt: expect.any(String) }),
  ])
  expect(listed.text).not.toContain(made.key)

  const revoke = () =>
    call(key, 'DELETE', `${pathOf(id)}/${made.keyId}`, { params: { instanceId: id, keyId: made.keyId } })
  expect((await revoke()).status).toBe(204)
  expect((await use(id, { 'X-API-Key': made.key })).status).toBe(401)
  expect((await revoke()).status).toBe(404)
  expect((await call(keys, 'GET', pathOf(id), { params: { instanceId: id } })).json).toEqual([])
})

test('the key itself is nowhere in the database', async () => {
  const { id } = await makeInstance()
  const { json: made } = await make(id)
  const row = await database().apiKey.findUniqueOrThrow({ where: { id: made.keyId } })
  const entries = await database().auditEntry.findMany({ where: { instanceId: id } })
  expect(JSON.stringify([row, entries])).not.toContain(made.key.slice(8))
})

test('a key makes no key with a higher role than its own: only an administrator makes keys', async () => {
  const { id } = await makeInstance()
  for (const role of ['Contributor', 'Viewer'] as const) {
    const { key } = await makeKey(id, role)
    const answer = await call(keys, 'POST', pathOf(id), {
      params: { instanceId: id },
      json: { name: 'more', role: 'Viewer' },
      headers: { 'X-API-Key': key },
    })
    expect(answer.status).toBe(403)
  }
})

test('a key that is sent counts, though somebody is signed in as well', async () => {
  const { id } = await makeInstance()
  const session = await sessionOf(await makeMember(id, 'Admin'))
  const { key } = await makeKey(id, 'Viewer')
  expect(await use(id, { ...session, 'X-API-Key': key })).toMatchObject({ json: { role: 'Viewer' } })
  expect((await use(id, { ...session, 'X-API-Key': 'hw_unknown' })).status).toBe(401)
})

test('a key may call so often per minute and no more; sessions and ADMIN_API_KEY as often as they like', async () => {
  process.env.API_RATE_LIMIT = '3'
  forget('config')
  try {
    const { id } = await makeInstance()
    const [limited, other] = [await makeKey(id, 'Viewer'), await makeKey(id, 'Viewer')]
    const session = await sessionOf(await makeMember(id, 'Viewer'))
    for (let count = 1; count <= 3; count++) {
      expect((await use(id, { 'X-API-Key': limited.key })).status).toBe(200)
    }
    const refused = await use(id, { 'X-API-Key': limited.key })
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'TooManyRequests' } } })
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThanOrEqual(1)
    expect(wait).toBeLessThanOrEqual(60)
    for (const headers of [{ 'X-API-Key': other.key }, session, {}, session, {}, session, {}, session, {}]) {
      expect((await use(id, headers)).status).toBe(200)
    }
    await database().$executeRaw`update rate_window set window_start = window_start - interval '61 seconds'`
    expect((await use(id, { 'X-API-Key': limited.key })).status).toBe(200)
  } finally {
    delete process.env.API_RATE_LIMIT
    forget('config')
  }
})
