import { expect, test } from 'vitest'
import * as noticesRoute from '#app/api/v1/instances/[instanceId]/manage/notices/route.ts'
import { onChange } from '#lib/changes/listen.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makeMember } from '#tests/support/make.ts'
import { becomes, noticesOf, readNotices, subscribeAs, unreadOf } from '#tests/support/notices.ts'

const REASONS = ['flowOff', 'notAuthorised', 'autoPaused', 'ownerIll', 'another']

/** An owner who was told five times, the last of them `another`. */
async function setUp() {
  const { id } = await makeInstance()
  const owner = await makeMember(id, 'Contributor')
  const subscription = await subscribeAs(id, owner)
  for (const reason of REASONS) await becomes(subscription, 'paused', reason)
  return { id, owner, subscription }
}

test('newest first, page by page', async () => {
  const { id, owner } = await setUp()
  const first = await noticesOf(id, owner, '?$top=3')
  const link = new URL(first['@odata.nextLink'] ?? '')
  const second = await noticesOf(id, owner, link.search)
  expect(second['@odata.nextLink']).toBeUndefined()
  expect([...first.value, ...second.value].map(({ reasonCode }) => reasonCode)).toEqual(REASONS.toReversed())
})

test('a notice says what it is about, why, and what to do; of the callback address its host and nothing else', async () => {
  const { id } = await makeInstance()
  const owner = await makeMember(id, 'Contributor')
  const subscription = await subscribeAs(id, owner)
  await becomes(subscription, 'paused', 'notAuthorised')
  const page = await noticesOf(id, owner)
  expect(page.value[0]).toMatchObject({
    kind: 'paused',
    isRead: false,
    times: 1,
    reason: expect.stringContaining('Save the flow again'),
    about: { type: 'hook', isRemoved: false, hook: { id: subscription, callbackHost: '127.0.0.1' } },
  })
  expect(page.value[0]).not.toHaveProperty('endedAt')
  expect(JSON.stringify(page)).not.toContain('very-secret')
})

test('some or all are marked as read, for whoever does it alone', async () => {
  const { id } = await makeInstance()
  const admins = [await makeMember(id, 'Admin'), await makeMember(id, 'Admin')] as const
  const subscription = await subscribeAs(id)
  for (const reason of REASONS) await becomes(subscription, 'paused', reason)
  const [{ id: newest = '' } = {}] = (await noticesOf(id, admins[0])).value
  expect((await readNotices(id, admins[0], { ids: [newest, crypto.randomUUID()] })).status).toBe(204)
  expect(await unreadOf(id, admins[0])).toBe(4)
  expect((await noticesOf(id, admins[0], '?unread')).value).toHaveLength(4)
  expect((await noticesOf(id, admins[0], '?unread=false')).value.map(({ isRead }) => isRead)).toEqual([
    true,
    ...Array(4).fill(false),
  ])
  expect((await readNotices(id, admins[0], { all: true })).status).toBe(204)
  expect(await unreadOf(id, admins[0])).toBe(0)
  expect((await noticesOf(id, admins[0], '?unread=true')).value).toEqual([])
  expect(await unreadOf(id, admins[1])).toBe(5)
})

test('nobody sees or reads what others were told, nor what was told in another environment', async () => {
  const { id, owner } = await setUp()
  const other = await makeMember(id, 'Admin')
  expect((await noticesOf(id, other)).value).toEqual([])
  const [{ id: newest = '' } = {}] = (await noticesOf(id, owner)).value
  await readNotices(id, other, { ids: [newest] })
  await readNotices(id, other, { all: true })
  expect(await unreadOf(id, owner)).toBe(5)

  const elsewhere = await makeInstance('Elsewhere')
  await makeMember(elsewhere.id, 'Admin')
  const both = await makeMember(elsewhere.id, 'Admin')
  await becomes(await subscribeAs(elsewhere.id), 'gone', 'flowGone')
  expect((await noticesOf(elsewhere.id, both)).value).toHaveLength(1)
  expect((await noticesOf(id, both)).value).toBeUndefined()
})

test('a key sees all that anybody was told, and reads nothing', async () => {
  const { id } = await setUp()
  const { key } = await makeKey(id, 'Viewer')
  const { json } = await call(noticesRoute, 'GET', `/api/v1/instances/${id}/manage/notices`, {
    params: { instanceId: id },
    headers: { 'X-API-Key': key },
  })
  expect(json.value).toHaveLength(5)
  expect(json.value[0]).not.toHaveProperty('isRead')
  expect((await readNotices(id, undefined, { all: true })).status).toBe(403)
})

test.each([{}, { ids: [] }, { ids: ['nonsense'] }, { all: false }])('%o marks nothing and is refused', async body => {
  const { id, owner } = await setUp()
  expect((await readNotices(id, owner, body)).status).toBe(400)
  expect(await unreadOf(id, owner)).toBe(5)
})

test('open pages hear of what is told, and of what is read', async () => {
  const { id } = await makeInstance()
  const owner = await makeMember(id, 'Contributor')
  const subscription = await subscribeAs(id, owner)
  const heard: unknown[] = []
  const stop = onChange(change => heard.push(change))
  try {
    await expect.poll(() => heard).toEqual(['missed'])
    await becomes(subscription, 'paused', 'flowOff')
    await expect.poll(() => heard).toEqual(['missed', { instanceId: id, topic: 'notices' }])
    await readNotices(id, owner, { all: true })
    await expect.poll(() => heard).toHaveLength(3)
  } finally {
    stop()
  }
})
