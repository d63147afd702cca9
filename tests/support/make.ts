import { database } from '#lib/database/client.ts'
import type { Role } from '#lib/instances/actor.ts'
import { keyedHash } from '#lib/secrets/keys.ts'
import { randomToken } from '#lib/secrets/token.ts'

export const makeInstance = (name = 'Contoso') => database().instance.create({ data: { name } })

/** A key with a role in the instance: send it as X-API-Key. */
export async function makeKey(instanceId: string, role: Role) {
  const key = `hwk_${randomToken()}`
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
