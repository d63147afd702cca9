import { describe, expect, test } from 'vitest'
import * as audit from '#app/api/v1/instances/[instanceId]/manage/audit/route.ts'
import * as destination from '#app/api/v1/instances/[instanceId]/manage/destinations/[destinationId]/route.ts'
import * as destinations from '#app/api/v1/instances/[instanceId]/manage/destinations/route.ts'
import * as key from '#app/api/v1/instances/[instanceId]/manage/keys/[keyId]/route.ts'
import * as keys from '#app/api/v1/instances/[instanceId]/manage/keys/route.ts'
import * as invitation from '#app/api/v1/instances/[instanceId]/manage/members/[personId]/invitation/route.ts'
import * as member from '#app/api/v1/instances/[instanceId]/manage/members/[personId]/route.ts'
import * as members from '#app/api/v1/instances/[instanceId]/manage/members/route.ts'
import * as instance from '#app/api/v1/instances/[instanceId]/route.ts'
import { createDestination } from '#lib/destinations/destinations.ts'
import type { Role } from '#lib/instances/actor.ts'
import { can, type Permission } from '#lib/instances/permissions.ts'
import { createKey } from '#lib/keys/keys.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makeMember } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

const ROLES: Role[] = ['Admin', 'Contributor', 'Viewer']

/** Everything of one instance that a path can name. */
async function makeWorld() {
  const { id: instanceId, name } = await makeInstance()
  const access = {
    actor: { type: 'system', name: 'Test' } as const,
    instance: { id: instanceId, name },
    role: 'Admin' as const,
  }
  const { keyId } = await createKey(access, { name: 'pipeline', role: 'Viewer' })
  const { destinationId } = await createDestination(access, {
    kind: 'powerAutomate',
    displayName: 'Flows',
    locale: 'en',
  })
  const { id: personId } = await makeMember(instanceId, 'Viewer')
  return { instanceId, keyId, destinationId, personId }
}

type World = Awaited<ReturnType<typeof makeWorld>>
type Route = Parameters<typeof call>[0]
type Method = Parameters<typeof call>[1]

const NEW = {
  member: { email: 'new@example.com', name: 'New', role: 'Viewer' },
  key: { name: 'new', role: 'Viewer' },
  destination: { kind: 'powerAutomate', displayName: 'New', consent: true },
}

const CALLS: [Permission | 'deployment', Method, string, Route, object?][] = [
  ['instance.read', 'GET', '', instance],
  ['deployment', 'PATCH', '', instance, { name: 'Renamed' }],
  ['members.read', 'GET', '/manage/members', members],
  ['members.write', 'POST', '/manage/members', members, NEW.member],
  ['members.read', 'GET', '/manage/members/{personId}', member],
  ['members.write', 'PATCH', '/manage/members/{personId}', member, { role: 'Contributor' }],
  ['deployment', 'PATCH', '/manage/members/{personId}', member, { isDisabled: true }],
  ['deployment', 'PATCH', '/manage/members/{personId}', member, { isDeploymentAdministrator: true }],
  ['deployment', 'POST', '/manage/members/{personId}/invitation', invitation],
  ['members.write', 'DELETE', '/manage/members/{personId}', member],
  ['keys.read', 'GET', '/manage/keys', keys],
  ['keys.write', 'POST', '/manage/keys', keys, NEW.key],
  ['keys.write', 'DELETE', '/manage/keys/{keyId}', key],
  ['destinations.read', 'GET', '/manage/destinations', destinations],
  ['destinations.write', 'POST', '/manage/destinations', destinations, NEW.destination],
  ['destinations.read', 'GET', '/manage/destinations/{destinationId}', destination],
  ['destinations.write', 'PATCH', '/manage/destinations/{destinationId}', destination, { displayName: 'Renamed' }],
  ['destinations.write', 'DELETE', '/manage/destinations/{destinationId}', destination],
  ['audit.read', 'GET', '/manage/audit', audit],
]

const ask = (world: World, [, method, path, route, json]: (typeof CALLS)[number], headers: Record<string, string>) => {
  const filled = path.replace(/\{(\w+)\}/, (_, name: keyof World) => world[name])
  return call(route, method, `/api/v1/instances/${world.instanceId}${filled}`, { params: world, json, headers })
}

describe.each(CALLS)('%s: %s …%s', (...entry) => {
  const [permission] = entry

  test.each(ROLES)('by a key with the role %s', async role => {
    const world = await makeWorld()
    const { key } = await makeKey(world.instanceId, role)
    const { status } = await ask(world, entry, { 'X-API-Key': key })
    const allowed = permission !== 'deployment' && can(role, permission)
    expect(status === 403 ? 'refused' : String(status)).toMatch(allowed ? /^2/ : /refused/)
  })

  test.each(ROLES)('by a person with the role %s', async role => {
    const world = await makeWorld()
    const { status } = await ask(world, entry, await sessionOf(await makeMember(world.instanceId, role)))
    const allowed = permission !== 'deployment' && can(role, permission)
    expect(status === 403 ? 'refused' : String(status)).toMatch(allowed ? /^2/ : /refused/)
  })

  test('by ADMIN_API_KEY', async () => {
    expect(String((await ask(await makeWorld(), entry, {})).status)).toMatch(/^2/)
  })

  test('by nobody, by an unknown key, and by an administrator of another instance', async () => {
    const world = await makeWorld()
    const { key } = await makeKey((await makeInstance()).id, 'Admin')
    expect((await ask(world, entry, { 'X-API-Key': '' })).status).toBe(401)
    expect((await ask(world, entry, { 'X-API-Key': 'hw_unknown' })).status).toBe(401)
    expect((await ask(world, entry, { 'X-API-Key': key })).status).toBe(404)
  })

  test('of an object of another instance, by an administrator of both', async () => {
    const [world, other] = [await makeWorld(), await makeWorld()]
    const mixed = { ...other, instanceId: world.instanceId }
    const { status } = await ask(mixed, entry, {})
    expect(status === 404).toBe(entry[2].includes('{'))
  })

  test('of something that is not there, or whose id is none', async () => {
    const world = await makeWorld()
    const absent = Object.fromEntries(Object.keys(world).map(name => [name, crypto.randomUUID()])) as World
    const nonsense = Object.fromEntries(Object.keys(world).map(name => [name, "1' or '1"])) as World
    const { instanceId } = world
    expect((await ask(absent, entry, {})).status).toBe(404)
    expect((await ask(nonsense, entry, {})).status).toBe(400)
    if (!entry[2].includes('{')) return
    expect((await ask({ ...absent, instanceId }, entry, {})).status).toBe(404)
    expect((await ask({ ...nonsense, instanceId }, entry, {})).status).toBe(400)
  })
})
