import { expect, test } from 'vitest'
import { signInWithPassword } from '#lib/auth/sign-in.ts'
import { database } from '#lib/database/client.ts'
import { changeMember } from '#lib/instances/change-member.ts'
import { invite } from '#lib/instances/invitation.ts'
import { addMember, listMembers, removeMember } from '#lib/instances/members.ts'
import { acceptInvitation, invitedPerson } from '#lib/people/accept.ts'
import { accessOf } from '#tests/support/access.ts'
import { makeInstance, makeMember, makePerson } from '#tests/support/make.ts'

const password = 'correct horse battery'
const tokenOf = (invitation: { url: string } | undefined) => invitation?.url.split('/').at(-1) ?? ''
const email = () => `${crypto.randomUUID()}@example.com`

/** An instance, and an administrator of it who is not one of the deployment. */
async function makeTenant() {
  const instance = await makeInstance()
  return { instance, access: accessOf(instance, await makeMember(instance.id, 'Admin')) }
}

test('somebody new gets an invitation, chooses a password with it once, and signs in', async () => {
  const { access } = await makeTenant()
  const added = await addMember(access, { email: email(), name: 'Bo', role: 'Contributor' })
  expect(added).toMatchObject({ name: 'Bo', role: 'Contributor', state: 'invited' })
  expect(added.invitation?.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation\/[\w-]{43}$/)
  const token = tokenOf(added.invitation)
  await acceptInvitation({ token, password })
  await expect(acceptInvitation({ token, password: 'another long password' })).rejects.toThrow('used')
  expect(await signInWithPassword({ email: added.email, password }, undefined)).toMatchObject({ id: added.personId })
  expect(await listMembers(access)).toContainEqual(expect.objectContaining({ email: added.email, state: 'active' }))
})

test('an invitation ends after seven days, and when a new one is made', async () => {
  const { access } = await makeTenant()
  const { personId, invitation: first } = await addMember(access, { email: email(), name: 'Bo', role: 'Viewer' })
  const days = (Date.parse(first?.expiresAt ?? '') - Date.now()) / 86_400_000
  expect(days).toBeCloseTo(7, 2)
  const { invitation: second } = await invite(access, personId)
  expect(await invitedPerson(tokenOf(first))).toBeUndefined()
  expect(await invitedPerson(tokenOf(second))).toMatchObject({ name: 'Bo' })
  await database().oneTimeLink.updateMany({ where: { personId }, data: { expiresAt: new Date() } })
  expect(await invitedPerson(tokenOf(second))).toBeUndefined()
  await expect(acceptInvitation({ token: tokenOf(second), password })).rejects.toThrow('expired')
})

test('a set-up link is no invitation', async () => {
  const { access } = await makeTenant()
  const { personId, invitation } = await addMember(access, { email: email(), name: 'Bo', role: 'Viewer' })
  await database().oneTimeLink.updateMany({ where: { personId }, data: { purpose: 'setUp' } })
  await expect(acceptInvitation({ token: tokenOf(invitation), password })).rejects.toThrow('used')
})

test('somebody with an account is added without an invitation, and keeps their name and password', async () => {
  const { access } = await makeTenant()
  const person = await makePerson({ name: 'Cy', password })
  const added = await addMember(access, { email: person.email, name: 'Somebody else', role: 'Viewer' })
  expect(added).toMatchObject({ personId: person.id, name: 'Cy', state: 'active' })
  expect(added).not.toHaveProperty('invitation')
})

test('who has a role here already cannot be added again', async () => {
  const { access, instance } = await makeTenant()
  const member = await makeMember(instance.id, 'Viewer')
  const again = addMember(access, { email: member.email, name: 'X', role: 'Admin' })
  await expect(again).rejects.toMatchObject({ code: 'NameTaken' })
  expect(await listMembers(access)).toContainEqual(expect.objectContaining({ personId: member.id, role: 'Viewer' }))
})

test('a link given out in one instance is void once the person is added to another', async () => {
  const [here, there] = [await makeTenant(), await makeTenant()]
  const address = email()
  const { invitation, personId } = await addMember(here.access, { email: address, name: 'Di', role: 'Viewer' })
  const added = await addMember(there.access, { email: address, name: 'Di', role: 'Admin' })
  expect(added).not.toHaveProperty('invitation')
  expect(await invitedPerson(tokenOf(invitation))).toBeUndefined()
  for (const { access } of [here, there]) {
    await expect(invite(access, personId)).rejects.toMatchObject({ code: 'Forbidden' })
  }
  expect(await invite(accessOf(here.instance), personId)).toHaveProperty('invitation')
})

test('a link given out before the person administers the deployment does not open the deployment', async () => {
  const { access, instance } = await makeTenant()
  const { invitation, personId } = await addMember(access, { email: email(), name: 'Di', role: 'Viewer' })
  await changeMember(accessOf(instance), personId, { isDeploymentAdministrator: true })
  expect(await invitedPerson(tokenOf(invitation))).toBeUndefined()
  await expect(invite(access, personId)).rejects.toMatchObject({ code: 'Forbidden' })
})

test('only a deployment administrator replaces a password that exists', async () => {
  const { access, instance } = await makeTenant()
  const member = await makeMember(instance.id, 'Viewer')
  await expect(invite(access, member.id)).rejects.toMatchObject({ code: 'Forbidden' })
  const { invitation } = await invite(accessOf(instance), member.id)
  await acceptInvitation({ token: tokenOf(invitation), password: 'another long password' })
  const credentials = { email: member.email, password: 'another long password' }
  expect(await signInWithPassword(credentials, undefined)).toMatchObject({ id: member.id })
})

test('who never accepted goes with their last role; who did accept keeps the account', async () => {
  const { access, instance } = await makeTenant()
  const invited = await addMember(access, { email: email(), name: 'Ed', role: 'Viewer' })
  const member = await makeMember(instance.id, 'Viewer')
  await removeMember(access, invited.personId)
  await removeMember(access, member.id)
  expect(await database().person.findUnique({ where: { id: invited.personId } })).toBeNull()
  expect(await database().person.findUnique({ where: { id: member.id } })).not.toBeNull()
  expect(await invitedPerson(tokenOf(invited.invitation))).toBeUndefined()
})

test('deployment administrators are listed everywhere, and have no role to change or to take away', async () => {
  const { access } = await makeTenant()
  const { id } = await makePerson({ isDeploymentAdministrator: true, password })
  const entry = { personId: id, role: 'Admin', isDeploymentAdministrator: true }
  expect(await listMembers(access)).toContainEqual(expect.objectContaining(entry))
  await expect(removeMember(access, id)).rejects.toMatchObject({ code: 'Unprocessable' })
  await expect(changeMember(access, id, { role: 'Viewer' })).rejects.toMatchObject({ code: 'Unprocessable' })
})

test('the last deployment administrator can be neither disabled nor demoted, even by two at once', async () => {
  const { instance } = await makeTenant()
  const access = accessOf(instance)
  await database().person.updateMany({ data: { isDeploymentAdministrator: false } })
  const [one, two] = [
    await makePerson({ isDeploymentAdministrator: true, password }),
    await makePerson({ isDeploymentAdministrator: true, password }),
  ]
  await makePerson({ isDeploymentAdministrator: true })
  const outcomes = await Promise.allSettled([
    changeMember(access, one.id, { isDeploymentAdministrator: false }),
    changeMember(access, two.id, { isDisabled: true }),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const left = { isDeploymentAdministrator: true, disabledAt: null, passwordHash: { not: null } }
  expect(await database().person.count({ where: left })).toBe(1)
})

test('without any deployment administrator other people can be disabled all the same', async () => {
  const { instance } = await makeTenant()
  await database().person.updateMany({ data: { isDeploymentAdministrator: false } })
  const member = await makeMember(instance.id, 'Viewer')
  await changeMember(accessOf(instance), member.id, { isDisabled: true })
  expect(await listMembers(accessOf(instance))).toContainEqual(
    expect.objectContaining({ personId: member.id, state: 'disabled' }),
  )
  await expect(invite(accessOf(instance), member.id)).rejects.toMatchObject({ code: 'Unprocessable' })
})

test('an administrator of one instance can neither read nor change people of another', async () => {
  const [here, there] = [await makeTenant(), await makeTenant()]
  const stranger = await makeMember(there.instance.id, 'Viewer')
  expect(await listMembers(here.access)).not.toContainEqual(expect.objectContaining({ personId: stranger.id }))
  await expect(changeMember(here.access, stranger.id, { role: 'Admin' })).rejects.toMatchObject({ code: 'NotFound' })
  await expect(removeMember(here.access, stranger.id)).rejects.toMatchObject({ code: 'NotFound' })
})
