import { expect, test } from 'vitest'
import * as audit from '#app/api/v1/instances/[instanceId]/manage/audit/route.ts'
import { createDestination, removeDestination, renameDestination } from '#lib/destinations/destinations.ts'
import { changeMember } from '#lib/instances/change-member.ts'
import { createInstance, renameInstance } from '#lib/instances/instances.ts'
import { invite } from '#lib/instances/invitation.ts'
import { addMember, removeMember } from '#lib/instances/members.ts'
import { createKey, revokeKey } from '#lib/keys/keys.ts'
import { acceptInvitation } from '#lib/people/accept.ts'
import { accessOf } from '#tests/support/access.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makePerson } from '#tests/support/make.ts'

type Entry = { action: string; [member: string]: unknown }

const read = async (instanceId: string, query = '', headers = {}) =>
  (
    await call(audit, 'GET', `/api/v1/instances/${instanceId}/manage/audit${query}`, {
      params: { instanceId },
      headers,
    })
  ).json as { value: Entry[]; '@odata.nextLink'?: string }

test('every change is in the log once, with who made it, before and after, and without secrets', async () => {
  const person = await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
  const actor = { type: 'person', ...person, address: '192.0.2.1' } as const
  const { instanceId: id, name } = await createInstance(actor, { name: 'Audited' })
  const access = { actor, instance: { id, name }, role: 'Admin' as const }

  await renameInstance(access, { name: 'Audited well' })
  const member = await addMember(access, { email: 'fay@example.com', name: 'Fay', role: 'Viewer' })
  await changeMember(access, member.personId, { role: 'Contributor' })
  const { invitation } = await invite(access, member.personId)
  const token = invitation.url.split('/').at(-1) ?? ''
  await acceptInvitation({ token, password: 'battery horse correct' }, '192.0.2.2')
  await removeMember(access, member.personId)
  const key = await createKey(access, { name: 'dbt', role: 'Viewer' })
  await revokeKey(access, key.keyId)
  const set = await createDestination(access, { kind: 'powerAutomate', displayName: 'Flows', locale: 'nl' })
  await renameDestination(access, set.destinationId, 'Stromen')
  await removeDestination(access, set.destinationId)

  const { value } = await read(id)
  expect(value.map(({ action }) => action)).toEqual([
    'destination.remove',
    'destination.rename',
    'destination.create',
    'key.revoke',
    'key.create',
    'member.remove',
    'person.acceptInvitation',
    'person.invite',
    'member.change',
    'member.add',
    'instance.rename',
    'instance.create',
  ])
  const entryOf = (action: string) => value.find(entry => entry.action === action)
  expect(entryOf('instance.rename')).toEqual({
    auditId: expect.any(String),
    at: expect.any(String),
    actor: { type: 'person', id: person.id, name: person.name },
    address: '192.0.2.1',
    action: 'instance.rename',
    objectType: 'instance',
    objectId: id,
    before: { name: 'Audited' },
    after: { name: 'Audited well' },
  })
  expect(entryOf('member.change')).toMatchObject({ before: { role: 'Viewer' }, after: { role: 'Contributor' } })
  expect(entryOf('person.acceptInvitation')).toMatchObject({ actor: { id: member.personId }, address: '192.0.2.2' })
  expect(entryOf('destination.create')).toMatchObject({ after: { consentText: set.consentText } })
  expect(JSON.stringify(value)).not.toMatch(new RegExp(`${key.key}|${token}|argon2|battery`))
})

test('a change that is refused leaves no entry', async () => {
  const instance = await makeInstance()
  await createDestination(accessOf(instance), { kind: 'powerAutomate', displayName: 'Flows', locale: 'en' })
  const again = createDestination(accessOf(instance), { kind: 'powerAutomate', displayName: 'Flows', locale: 'en' })
  await expect(again).rejects.toThrow()
  expect((await read(instance.id)).value.filter(({ action }) => action === 'destination.create')).toHaveLength(1)
})

test('pages follow one another without gap or repetition, also among entries of the same moment', async () => {
  const instance = await makeInstance()
  const { key } = await makeKey(instance.id, 'Admin')
  await Promise.all(
    Array.from({ length: 7 }, (_, number) => createKey(accessOf(instance), { name: `key ${number}`, role: 'Viewer' })),
  )
  const seen: Entry[] = []
  let query: string | undefined = '?$top=3'
  while (query !== undefined) {
    const page = await read(instance.id, query, { 'X-API-Key': key })
    expect(page.value.length).toBeLessThanOrEqual(3)
    seen.push(...page.value)
    const next = page['@odata.nextLink']
    if (next) expect(next).toMatch(/^http:\/\/127\.0\.0\.1:3000\/api\/v1\/instances\//)
    query = next && new URL(next).search
  }
  expect(new Set(seen.map(entry => entry.auditId)).size).toBe(7)
  expect(seen).toHaveLength(7)
})

test('an administrator of the instance sees neither other instances nor the deployment', async () => {
  const [instance, other] = [await makeInstance(), await makeInstance()]
  const { key } = await makeKey(instance.id, 'Admin')
  await createKey(accessOf(instance), { name: 'mine', role: 'Viewer' })
  await createKey(accessOf(other), { name: 'theirs', role: 'Viewer' })
  const { value } = await read(instance.id, '', { 'X-API-Key': key })
  expect(value).toEqual([expect.objectContaining({ after: { name: 'mine', role: 'Viewer' } })])
})
