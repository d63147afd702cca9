import { database } from '#lib/database/client.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { keyedHash } from '#lib/secrets/keys.ts'

const LAST_USED_RESOLUTION_MS = 60_000

/** The key's actor, or undefined where the key is unknown or revoked. */
export async function keyActor(key: string): Promise<Actor | undefined> {
  const row = await database().apiKey.findUnique({ where: { keyHash: new Uint8Array(keyedHash(key)) } })
  if (!row || row.revokedAt) return undefined
  const now = new Date()
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > LAST_USED_RESOLUTION_MS) {
    await database().apiKey.update({ where: { id: row.id }, data: { lastUsedAt: now } })
  }
  return { type: 'key', id: row.id, name: row.name, instanceId: row.instanceId, role: row.role }
}
