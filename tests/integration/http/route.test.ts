import { expect, test } from 'vitest'
import { z } from 'zod'
import { inInstance, methods } from '#lib/http/route.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

const route = methods({
  POST: inInstance({ body: z.object({ name: z.string() }) }, async ({ access, body }) => ({
    role: access.role,
    name: body.name,
  })),
})

const post = (instanceId: string, json: unknown, headers: Record<string, string> = {}) =>
  call(route, 'POST', `/api/v1/instances/${instanceId}/things`, { params: { instanceId }, json, headers })

test('the deployment key is an administrator in every instance', async () => {
  const { id } = await makeInstance()
  expect(await post(id, { name: 'a' })).toMatchObject({ status: 200, json: { role: 'Admin', name: 'a' } })
})

test('a key has its role in its own instance, and another instance is not there for it', async () => {
  const [mine, other] = [await makeInstance(), await makeInstance()]
  const { key } = await makeKey(mine.id, 'Viewer')
  expect(await post(mine.id, { name: 'a' }, { 'X-API-Key': key })).toMatchObject({ json: { role: 'Viewer' } })
  expect(await post(other.id, { name: 'a' }, { 'X-API-Key': key })).toMatchObject({
    status: 404,
    json: { error: { code: 'NotFound' } },
  })
})

test('nobody is 401', async () => {
  const { id } = await makeInstance()
  const answer = await post(id, { name: 'a' }, { 'X-API-Key': '' })
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('a body that does not fit names the member', async () => {
  const { id } = await makeInstance()
  expect(await post(id, { name: 7 })).toMatchObject({ status: 400, json: { errors: [{ path: 'name' }] } })
})

test('a method that the address does not have is 405, with those that it has', async () => {
  const answer = await call(route, 'DELETE', '/api/v1/things')
  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('POST')
})

test.each([
  ['a NUL character', '{"name":"a\\u0000b"}'],
  ['half of a surrogate pair', '{"name":"a\\ud800b"}'],
  ['deep nesting', `{"name":${'['.repeat(400_000)}${']'.repeat(400_000)}}`],
])('%s in a body is refused', async (_, body) => {
  const { id } = await makeInstance()
  const answer = await call(route, 'POST', `/api/v1/instances/${id}/things`, {
    params: { instanceId: id },
    body,
    headers: { 'Content-Type': 'application/json' },
  })
  expect(answer.status).toBe(400)
})
