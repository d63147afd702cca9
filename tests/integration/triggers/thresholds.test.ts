import { describe, expect, test } from 'vitest'
import * as oneRoute from '#app/api/v1/instances/[instanceId]/manage/thresholds/[thresholdId]/route.ts'
import * as listRoute from '#app/api/v1/instances/[instanceId]/manage/thresholds/route.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makeSegment } from '#tests/support/make.ts'

const list = (method: 'GET' | 'POST', instanceId: string, json?: unknown, headers = {}) =>
  call(listRoute, method, '/thresholds', { params: { instanceId }, json, headers })
const one = (
  method: 'GET' | 'PATCH' | 'DELETE',
  instanceId: string,
  thresholdId: string,
  json?: unknown,
  headers = {},
) => call(oneRoute, method, '/thresholds/x', { params: { instanceId, thresholdId }, json, headers })

async function setUp() {
  const { id } = await makeInstance()
  await makeSegment(id, 'Big', 50)
  return id
}

test('a threshold is made, shown with the current value, changed and removed, each in the audit log', async () => {
  const id = await setUp()
  const created = await list('POST', id, { name: 'Enough', segmentName: 'Big', value: 100 })
  expect(created.status).toBe(201)
  expect(created.json).toMatchObject({
    name: 'Enough',
    segmentName: 'Big',
    displayName: 'The Big one',
    value: 100,
    direction: 'above',
    rearmMargin: 0,
    cooldownSeconds: 0,
    armed: true,
    lastCrossedAt: null,
    currentValue: 50,
  })
  const { thresholdId } = created.json
  expect(created.headers.get('location')).toMatch(new RegExp(`/thresholds/${thresholdId}$`))
  expect((await list('GET', id)).json).toEqual([created.json])
  expect((await one('PATCH', id, thresholdId, { value: 20 })).json).toMatchObject({ value: 20, armed: false })
  expect((await one('DELETE', id, thresholdId)).status).toBe(204)
  expect((await one('GET', id, thresholdId)).status).toBe(404)
  const actions = await database().auditEntry.findMany({
    where: { instanceId: id },
    orderBy: { id: 'asc' },
    select: { action: true },
  })
  expect(actions.map(({ action }) => action)).toEqual(['threshold.create', 'threshold.change', 'threshold.remove'])
})

test.each([
  [{ value: 1 }, 400],
  [{ segmentName: 'Big', measureName: 'Mean', value: 1 }, 400],
  [{ segmentName: 'Big' }, 400],
  [{ segmentName: 'Big', value: '1' }, 400],
  [{ segmentName: 'Big', value: null }, 400],
  [{ segmentName: 'Big', value: 1, direction: 'sideways' }, 400],
  [{ segmentName: 'Big', value: 1, rearmMargin: -1 }, 400],
  [{ segmentName: 'Big', value: 1, cooldownSeconds: 1.5 }, 400],
  [{ segmentName: 'Nope', value: 1 }, 422],
  [{ measureName: 'Nope', value: 1 }, 422],
])('%j is refused with %i', async (body, status) => {
  const id = await setUp()
  expect((await list('POST', id, body)).status).toBe(status)
  expect((await list('GET', id)).json).toEqual([])
})

describe('who may', () => {
  test.each([
    ['Admin', 201],
    ['Contributor', 403],
    ['Viewer', 403],
  ] as const)('%s: %i', async (role, status) => {
    const id = await setUp()
    const { key } = await makeKey(id, role)
    const headers = { 'X-API-Key': key }
    expect((await list('GET', id, undefined, headers)).status).toBe(200)
    expect((await list('POST', id, { segmentName: 'Big', value: 1 }, headers)).status).toBe(status)
  })

  test('nobody from another instance: it is not there', async () => {
    const [id, other] = [await setUp(), await setUp()]
    const { thresholdId } = (await list('POST', id, { segmentName: 'Big', value: 1 })).json
    const { key } = await makeKey(other, 'Admin')
    const headers = { 'X-API-Key': key }
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      const json = method === 'PATCH' ? { value: 2 } : undefined
      expect((await one(method, id, thresholdId, json, headers)).status).toBe(404)
      expect((await one(method, other, thresholdId, json, headers)).status).toBe(404)
    }
  })
})
