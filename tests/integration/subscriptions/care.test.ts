import { expect, test } from 'vitest'
import * as hooksRoute from '#app/api/v1/instances/[instanceId]/manage/hooks/route.ts'
import { database } from '#lib/database/client.ts'
import { CARE } from '#lib/subscriptions/care.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { call } from '#tests/support/call.ts'
import { hook, hooks, subscribeTo } from '#tests/support/hooks.ts'
import { keep } from '#tests/support/kept.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

const DAY_MS = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY_MS)
const care = () => CARE.run({ now: new Date(), stop: new AbortController().signal })

/** A subscription that is in some state. */
async function given(data: Prisma.SubscriptionUpdateInput, instanceId?: string) {
  const id = instanceId ?? (await makeInstance()).id
  const notificationUrl = `http://127.0.0.1:9/${crypto.randomUUID()}`
  const subscribe = async () => (await subscribeTo(id, 'full-refresh-completed', { notificationUrl })).json
  const { id: hookId } = await subscribe()
  await database().subscription.update({ where: { id: hookId }, data })
  return {
    instanceId: id,
    hookId: hookId as string,
    subscribe,
    shown: async () => (await hook('GET', id, hookId)).json,
    audited: () => database().auditEntry.findMany({ where: { objectId: hookId, actorType: 'system' } }),
  }
}

const failing = { status: 'failing', statusReason: 'circuitOpen', failingSince: ago(5.1) } as const
const gone = { status: 'gone', statusReason: 'flowGone' } as const

test('a receiver that has failed for days is no longer tried: its subscription is paused, and its events are kept', async () => {
  const flow = await given({ ...failing, lastDeliveryAt: new Date(), probeAt: new Date() })
  await keep({ hookId: flow.hookId })
  await care()
  expect(await flow.shown()).toMatchObject({
    status: 'paused',
    statusReasonCode: 'autoPaused',
    statusReason: expect.stringMatching(/resume/),
  })
  expect(await database().delivery.findMany({ where: { subscriptionId: flow.hookId } })).toMatchObject([
    { state: 'due' },
  ])
  expect(await flow.audited()).toMatchObject([{ action: 'hook.autoPause', before: { status: 'failing' } }])
  expect(await flow.subscribe()).toMatchObject({ id: flow.hookId, status: 'active' })
})

test('one that recovered meanwhile is left alone', async () => {
  const flow = await given({ status: 'active', statusReason: null, failingSince: null })
  await care()
  expect(await flow.shown()).toMatchObject({ status: 'active' })
})

test('a receiver that has refused its callback for a month counts as gone, says so, and gets nothing of what was kept', async () => {
  const flow = await given({ status: 'paused', statusReason: 'notAuthorised', statusSince: ago(31) })
  const young = await given({ status: 'paused', statusReason: 'notAuthorised', statusSince: ago(29) })
  await keep({ hookId: flow.hookId, count: 2 })
  await care()
  expect(await flow.shown()).toMatchObject({ status: 'gone', statusReasonCode: 'orphaned' })
  expect(await young.shown()).toMatchObject({ status: 'paused', statusReasonCode: 'notAuthorised' })
  const rows = await database().delivery.findMany({ where: { subscriptionId: flow.hookId } })
  expect(rows.map(({ state, cancelReason }) => [state, cancelReason])).toEqual(Array(2).fill(['cancelled', 'flowGone']))
  expect(await flow.audited()).toMatchObject([{ action: 'hook.orphan' }])
  await care()
  expect(await flow.shown()).toMatchObject({ status: 'gone' })
})

test('a flow that has been gone for a month is cleared away, with a trace; a younger one is there with its reason', async () => {
  const old = await given({ ...gone, statusSince: ago(31) })
  const young = await given({ ...gone, statusSince: ago(29) })
  await care()
  expect((await hook('GET', old.instanceId, old.hookId)).status).toBe(404)
  expect(await old.audited()).toMatchObject([{ action: 'hook.removeOrphan', before: { status: 'gone' } }])
  expect(await young.shown()).toMatchObject({
    status: 'gone',
    statusReason: expect.stringMatching(/Save the flow again/),
  })
  expect((await old.subscribe()).id).not.toBe(old.hookId)
})

test('one that was made at the very moment when its key was revoked is found, and told of once', async () => {
  const { id } = await makeInstance()
  const { id: keyId, key } = await makeKey(id, 'Contributor')
  const notificationUrl = 'http://127.0.0.1:9/late'
  const { json } = await subscribeTo(id, 'full-refresh-completed', { notificationUrl }, { 'X-API-Key': key })
  await database().apiKey.update({ where: { id: keyId }, data: { revokedAt: new Date() } })
  await care()
  await care()
  expect((await hook('GET', id, json.id)).json).toMatchObject({ status: 'paused', statusReasonCode: 'ownerGone' })
  expect(await database().auditEntry.count({ where: { instanceId: id, action: 'hooks.pauseWithoutOwner' } })).toBe(1)
})

const removeGone = (instanceId: string, query = '?status=gone', headers = {}) =>
  call(hooksRoute, 'DELETE', `/api/v1/instances/${instanceId}/manage/hooks${query}`, {
    params: { instanceId },
    headers,
  })

test('an administrator removes all that are gone at once, and only those, and only here', async () => {
  const first = await given({ ...gone, statusSince: ago(1) })
  await given({ ...gone, statusSince: ago(2) }, first.instanceId)
  const alive = await given({}, first.instanceId)
  const elsewhere = await given({ ...gone, statusSince: ago(1) })
  expect((await removeGone(first.instanceId)).json).toEqual({ removed: 2 })
  expect((await hooks(first.instanceId)).json.value).toMatchObject([{ id: alive.hookId }])
  expect(await elsewhere.shown()).toMatchObject({ status: 'gone' })
  expect(await database().auditEntry.count({ where: { objectId: first.hookId, action: 'hook.remove' } })).toBe(1)
  expect((await removeGone(first.instanceId)).json).toEqual({ removed: 0 })
})

test('removing all at once is refused for those that are not gone, and for those who are no administrators', async () => {
  const flow = await given({ ...gone, statusSince: ago(1) })
  for (const query of ['', '?status=active', '?status=paused']) {
    expect((await removeGone(flow.instanceId, query)).status).toBe(400)
  }
  const { key } = await makeKey(flow.instanceId, 'Contributor')
  expect((await removeGone(flow.instanceId, '?status=gone', { 'X-API-Key': key })).status).toBe(403)
})
