import { describe, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { changeMember } from '#lib/instances/change-member.ts'
import { removeMember } from '#lib/instances/members.ts'
import { revokeKey } from '#lib/keys/keys.ts'
import type { Instance, Person } from '#prisma/generated/client.ts'
import { accessOf } from '#tests/support/access.ts'
import { hook, hooks, subscribeTo } from '#tests/support/hooks.ts'
import { keep, kept } from '#tests/support/kept.ts'
import { makeInstance, makeKey, makeMember, makePerson } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

const flow = 'http://127.0.0.1:9/workflows/a1/run'

const subscribe = async (instance: Instance, headers?: Record<string, string>, notificationUrl = flow) =>
  subscribeTo(instance.id, 'full-refresh-completed', { notificationUrl }, headers)

/** A contributor, and a subscription of theirs. */
async function owned(instance?: Instance, person?: Person) {
  const where = instance ?? (await makeInstance())
  const owner = person ?? (await makeMember(where.id, 'Contributor'))
  const { json } = await subscribe(where, await sessionOf(owner))
  const hookId: string = json.id
  return {
    instance: where,
    owner,
    hookId,
    access: accessOf(where),
    shown: async () => (await hook('GET', where.id, hookId)).json,
    patch: (json: object, headers?: Record<string, string>) => hook('PATCH', where.id, hookId, { json, headers }),
  }
}

const ownerless = {
  status: 'paused',
  statusReasonCode: 'ownerGone',
  statusReason: expect.stringMatching(/Hand it over/),
}

describe('the subscriptions of somebody pause, and keep their events, when', () => {
  test('they are removed from the environment', async () => {
    const { access, owner, shown, instance, hookId } = await owned()
    await removeMember(access, owner.id)
    expect(await shown()).toMatchObject(ownerless)
    expect(await database().auditEntry.findMany({ where: { action: 'hooks.pauseWithoutOwner' } })).toMatchObject([
      { instanceId: instance.id, objectId: owner.id, after: { paused: 1 } },
    ])
    await keep({ hookId })
    expect((await kept(instance.id, hookId)).json).toMatchObject({ kept: 1 })
  })

  test('they become viewers', async () => {
    const { access, owner, shown } = await owned()
    await changeMember(access, owner.id, { role: 'Admin' })
    expect(await shown()).toMatchObject({ status: 'active' })
    await changeMember(access, owner.id, { role: 'Viewer' })
    expect(await shown()).toMatchObject(ownerless)
  })

  test('they are disabled, in every environment', async () => {
    const here = await owned()
    const there = await makeInstance('Elsewhere')
    await database().membership.create({ data: { instanceId: there.id, personId: here.owner.id, role: 'Admin' } })
    const other = await owned(there, here.owner)
    await changeMember(here.access, here.owner.id, { isDisabled: true })
    expect(await here.shown()).toMatchObject(ownerless)
    expect(await other.shown()).toMatchObject(ownerless)
  })

  test('they no longer administer the deployment, where they have no role of their own', async () => {
    await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
    const chief = await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
    const here = await owned(undefined, chief)
    const there = await makeInstance('Elsewhere')
    await database().membership.create({ data: { instanceId: there.id, personId: chief.id, role: 'Contributor' } })
    const other = await owned(there, chief)
    await changeMember(here.access, chief.id, { isDeploymentAdministrator: false })
    expect(await here.shown()).toMatchObject(ownerless)
    expect(await other.shown()).toMatchObject({ status: 'active' })
  })

  test('their key is revoked', async () => {
    const instance = await makeInstance()
    const { id, key } = await makeKey(instance.id, 'Contributor')
    const { json } = await subscribe(instance, { 'X-API-Key': key })
    await revokeKey(accessOf(instance), id)
    expect((await hook('GET', instance.id, json.id)).json).toMatchObject(ownerless)
  })
})

test('of two environments, removing somebody from one leaves their subscriptions in the other alone', async () => {
  const here = await owned()
  const there = await makeInstance('Elsewhere')
  await database().membership.create({ data: { instanceId: there.id, personId: here.owner.id, role: 'Contributor' } })
  const other = await owned(there, here.owner)
  await removeMember(here.access, here.owner.id)
  expect(await other.shown()).toMatchObject({ status: 'active' })
})

test('what is gone stays gone, and what a person had paused says what it needs now', async () => {
  const gone = await owned()
  await database().subscription.update({
    where: { id: gone.hookId },
    data: { status: 'gone', statusReason: 'flowGone' },
  })
  await removeMember(gone.access, gone.owner.id)
  expect(await gone.shown()).toMatchObject({ statusReasonCode: 'flowGone' })

  const paused = await owned()
  await paused.patch({ status: 'paused' })
  await removeMember(paused.access, paused.owner.id)
  expect(await paused.shown()).toMatchObject(ownerless)
  await paused.patch({ status: 'paused' })
  expect(await paused.shown()).toMatchObject(ownerless)
})

describe('a subscription without an owner', () => {
  async function left() {
    const given = await owned()
    await removeMember(given.access, given.owner.id)
    return { ...given, heir: await makeMember(given.instance.id, 'Contributor') }
  }

  test('cannot be resumed as it is', async () => {
    const { patch, owner, shown } = await left()
    const refused = await patch({ status: 'active' })
    expect(refused).toMatchObject({ status: 422, json: { message: expect.stringContaining(owner.name) } })
    expect(await shown()).toMatchObject(ownerless)
  })

  test('is handed over and resumed in one, with a choice of what to catch up on', async () => {
    const { patch, heir, hookId, instance } = await left()
    await keep({ hookId, count: 2 })
    const { json } = await patch({ ownerId: heir.id, status: 'active', catchUp: 'none' })
    expect(json).toMatchObject({ status: 'active', owner: { type: 'person', id: heir.id, name: heir.name } })
    expect((await kept(instance.id, hookId)).json).toMatchObject({ kept: 0 })
    expect(
      await database().auditEntry.findFirst({ where: { objectId: hookId, action: 'hook.handOver' } }),
    ).toMatchObject({
      after: { to: { ownerId: heir.id } },
    })
    expect((await subscribe(instance, await sessionOf(heir))).json.id).toBe(hookId)
  })

  test('handed over alone waits for somebody to resume it', async () => {
    const { patch, heir } = await left()
    expect((await patch({ ownerId: heir.id })).json).toMatchObject({
      status: 'paused',
      statusReasonCode: 'pausedByPerson',
    })
    expect((await patch({ status: 'active' }, await sessionOf(heir))).json).toMatchObject({ status: 'active' })
  })

  test('is resumed as it is once its owner is back', async () => {
    const { patch, owner, instance } = await left()
    await database().membership.create({ data: { instanceId: instance.id, personId: owner.id, role: 'Contributor' } })
    expect((await patch({ status: 'active' })).json).toMatchObject({ status: 'active', owner: { id: owner.id } })
  })

  test('is the flow’s again when it subscribes through somebody else, with what was kept', async () => {
    const { heir, hookId, instance } = await left()
    await keep({ hookId })
    const again = await subscribe(instance, await sessionOf(heir))
    expect(again).toMatchObject({ status: 200, json: { id: hookId, status: 'active', owner: { id: heir.id } } })
    expect(again.json).not.toHaveProperty('secret')
    expect((await hooks(instance.id)).json.value).toHaveLength(1)
    expect(await database().delivery.findMany({ where: { subscriptionId: hookId } })).toMatchObject([{ state: 'due' }])
  })

  test('is not handed to somebody who has a subscription of the same flow, which would hear everything twice', async () => {
    const given = await owned()
    const heir = await makeMember(given.instance.id, 'Contributor')
    await subscribe(given.instance, await sessionOf(heir))
    await removeMember(given.access, given.owner.id)
    const refused = await given.patch({ ownerId: heir.id })
    expect(refused).toMatchObject({ status: 422, json: { message: expect.stringMatching(/already/) } })
    expect(await given.shown()).toMatchObject(ownerless)
  })

  test('is removed by an administrator, and its flow may then subscribe anew', async () => {
    const { heir, hookId, instance } = await left()
    expect((await hook('DELETE', instance.id, hookId)).status).toBe(204)
    expect((await subscribe(instance, await sessionOf(heir))).status).toBe(201)
  })
})

test('a subscription of another flow, or of an owner who is there, is nobody else’s', async () => {
  const { instance, hookId } = await owned()
  const other = await makeMember(instance.id, 'Contributor')
  const second = await subscribe(instance, await sessionOf(other))
  expect(second.status).toBe(201)
  expect(second.json.id).not.toBe(hookId)
})

test('an administrator hands over what works too, without a break; others may not', async () => {
  const { patch, instance, owner } = await owned()
  const heir = await makeMember(instance.id, 'Admin')
  expect((await patch({ ownerId: heir.id }, await sessionOf(owner))).status).toBe(403)
  expect((await patch({ ownerId: heir.id })).json).toMatchObject({ status: 'active', owner: { id: heir.id } })
})

test('only people who may own subscriptions here get one', async () => {
  const { patch, instance } = await owned()
  const viewer = await makeMember(instance.id, 'Viewer')
  const stranger = await makeMember((await makeInstance()).id, 'Admin')
  const disabled = await makeMember(instance.id, 'Admin')
  await database().person.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } })
  const { id: keyId } = await makeKey(instance.id, 'Admin')
  for (const ownerId of [viewer.id, stranger.id, disabled.id, keyId, crypto.randomUUID()]) {
    expect(await patch({ ownerId })).toMatchObject({ status: 422, json: { errors: [{ path: 'ownerId' }] } })
  }
  expect((await patch({ ownerId: 'me' })).status).toBe(400)
})
