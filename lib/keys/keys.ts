import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import type { Access, Role } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { keyedHash } from '#lib/secrets/keys.ts'
import { randomToken } from '#lib/secrets/token.ts'
import { pauseWithoutOwner } from '#lib/subscriptions/owners.ts'
import type { ApiKey } from '#prisma/generated/client.ts'

export type KeyInfo = {
  keyId: string
  name: string
  role: Role
  /** How the key begins, so that people recognise it. */
  keyPrefix: string
  createdAt: string
  /** To the minute. */
  lastUsedAt: string | null
}

const PREFIX_LENGTH = 8

/** The keys that are in force, the newest first. */
export async function listKeys(access: Access): Promise<KeyInfo[]> {
  permit(access, 'keys.read')
  const rows = await database().apiKey.findMany({
    where: { instanceId: access.instance.id, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(info)
}

/** A key of this instance. The answer is the only place where it is ever shown: kept is a keyed hash. */
export async function createKey(
  access: Access,
  { name, role }: { name: string; role: Role },
): Promise<KeyInfo & { key: string }> {
  permit(access, 'keys.write')
  const { actor, instance } = access
  const key = `hw_${randomToken()}`
  return transaction(async tx => {
    const row = await tx.apiKey.create({
      data: {
        instanceId: instance.id,
        name,
        role,
        keyHash: new Uint8Array(keyedHash(key)),
        keyPrefix: key.slice(0, PREFIX_LENGTH),
        createdById: actor.type === 'person' ? actor.id : null,
      },
    })
    await record(tx, actor, {
      action: 'key.create',
      instanceId: instance.id,
      objectType: 'key',
      objectId: row.id,
      after: { name, role },
    })
    await changed(tx, instance.id, 'keys')
    return { ...info(row), key }
  })
}

/** From its next call on the key is nobody's; subscriptions of its are paused. */
export async function revokeKey(access: Access, keyId: string) {
  permit(access, 'keys.write')
  const { actor, instance } = access
  await transaction(async tx => {
    const where = { id: keyId, instanceId: instance.id, revokedAt: null }
    const row = await tx.apiKey.findFirst({ where })
    const { count } = await tx.apiKey.updateMany({ where, data: { revokedAt: new Date() } })
    if (!row || count === 0) throw new NotFound(`There is no key ${keyId} in this environment.`)
    await pauseWithoutOwner(tx, actor, { ownerType: 'key', ownerId: keyId })
    await record(tx, actor, {
      action: 'key.revoke',
      instanceId: instance.id,
      objectType: 'key',
      objectId: keyId,
      before: { name: row.name, role: row.role },
    })
    await changed(tx, instance.id, 'keys')
  })
}

const info = (row: ApiKey): KeyInfo => ({
  keyId: row.id,
  name: row.name,
  role: row.role,
  keyPrefix: row.keyPrefix,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})
