import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import * as catchAll from '#app/api/[...path]/route.ts'
import * as health from '#app/api/health/route.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'

const NOBODY = { headers: { 'X-API-Key': '' } }
const worker = (seconds: number) =>
  database().worker.create({ data: { id: randomUUID(), expiresAt: new Date(Date.now() + seconds * 1000) } })

afterEach(() => database().worker.deleteMany())

test('with a living worker the service is healthy, and anybody may ask', async () => {
  await worker(60)
  expect(await call(health, 'GET', '/api/health', NOBODY)).toMatchObject({
    status: 200,
    json: { status: 'ok', workers: 1 },
  })
})

test('without a worker, or with a dead one, it is not, and says why', async () => {
  for (const prepare of [() => undefined, () => worker(-1)]) {
    await prepare()
    const { status, json } = await call(health, 'GET', '/api/health', NOBODY)
    expect(status).toBe(503)
    expect(json.detail).toBe('No worker is running: nothing is refreshed, and deliveries wait.')
  }
})

test('what is not there below /api is a problem too', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    const answer = await call(catchAll, method, '/api/v2/instances', NOBODY)
    expect(answer.status).toBe(404)
    expect(answer.json).toMatchObject({ status: 404, instance: '/api/v2/instances', error: { code: 'NotFound' } })
  }
})
