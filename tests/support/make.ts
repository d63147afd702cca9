import { database } from '#lib/database/client.ts'
import type { Role } from '#lib/instances/actor.ts'
import { hashPassword } from '#lib/people/password.ts'
import { keyedHash } from '#lib/secrets/keys.ts'
import { randomToken } from '#lib/secrets/token.ts'

export const makeInstance = (name = 'Contoso') => database().instance.create({ data: { name } })

/** A key with a role in the instance: send it as X-API-Key. */
export async function makeKey(instanceId: string, role: Role) {
  const key = `hw_${randomToken()}`
  const { id } = await database().apiKey.create({
    data: {
      instanceId,
      name: `${role} key`,
      role,
      keyHash: new Uint8Array(keyedHash(key)),
      keyPrefix: key.slice(0, 8),
    },
  })
  return { id, key }
}

type NewPerson = { email?: string; name?: string; password?: string; isDeploymentAdministrator?: boolean }

/** An account; without a password it is one that was invited and has not accepted. */
export async function makePerson({ email, name = 'Kim', password, isDeploymentAdministrator }: NewPerson = {}) {
  return database().person.create({
    data: {
      email: email ?? `${randomToken().slice(0, 12).toLowerCase()}@example.com`,
      name,
      passwordHash: password === undefined ? null : await hashPassword(password),
      isDeploymentAdministrator,
    },
  })
}

/** Somebody with an account and a role in the instance. */
export async function makeMember(instanceId: string, role: Role) {
  const person = await makePerson({ name: `${role} ${randomToken().slice(0, 4)}`, password: 'correct horse battery' })
  await database().membership.create({ data: { instanceId, personId: person.id, role } })
  return person
}

/** A segment that is reported from elsewhere, with a first value where given. */
export async function makeSegment(instanceId: string, name = 'Big', value?: number) {
  const evaluatedAt = value === undefined ? null : new Date(0)
  return database().segment.create({
    data: { instanceId, name, friendlyName: `The ${name} one`, kind: 'external', value, evaluatedAt },
  })
}

export const makeDataSource = (instanceId: string, name = 'crm') =>
  database().dataSource.create({ data: { instanceId, name, friendlyName: 'CRM contacts', kind: 'external' } })
