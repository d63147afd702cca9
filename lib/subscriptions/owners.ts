import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { PERMISSIONS } from '#lib/instances/permissions.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { OwnerType } from '#prisma/generated/enums.ts'

export type Owner = { ownerType: OwnerType; ownerId: string | null }

/** Owners may do at any time what subscribing takes. */
const role = { in: PERMISSIONS['hooks.write'] }

export async function mayOwn(tx: Transaction, instanceId: string, { ownerType, ownerId }: Owner): Promise<boolean> {
  if (ownerType === 'deployment' || ownerId === null) return ownerType === 'deployment'
  if (ownerType === 'key') {
    return (await tx.apiKey.count({ where: { id: ownerId, instanceId, revokedAt: null, role } })) > 0
  }
  const here = { memberships: { some: { instanceId, role } } }
  const person = { id: ownerId, disabledAt: null, OR: [{ isDeploymentAdministrator: true }, here] }
  return (await tx.person.count({ where: person })) > 0
}

/** Not known to be without an owner already; a reason that is null is not equal to anything. */
const CARED_FOR = {
  removedAt: null,
  status: { not: 'gone' },
  OR: [{ statusReason: null }, { statusReason: { not: 'ownerGone' satisfies StatusReason } }],
} satisfies Prisma.SubscriptionWhereInput

/** Those who own something that goes on or waits. */
export async function owners(tx: Transaction): Promise<Owner[]> {
  const where = { ...CARED_FOR, ownerType: { not: 'deployment' as const } }
  const groups = await tx.subscription.groupBy({ by: ['ownerType', 'ownerId'], where })
  return groups
}

/**
 * Pauses the subscriptions of somebody wherever they may not own them any more; their events are kept. Call it in the
 * transaction that took the right away.
 */
export async function pauseWithoutOwner(tx: Transaction, actor: Actor, owner: Owner) {
  const theirs = { ...owner, ...CARED_FOR }
  const instances = await tx.subscription.groupBy({ by: ['instanceId'], where: theirs })
  for (const { instanceId } of instances) {
    if (await mayOwn(tx, instanceId, owner)) continue
    const { count } = await tx.subscription.updateMany({
      where: { ...theirs, instanceId },
      data: {
        status: 'paused',
        statusReason: 'ownerGone' satisfies StatusReason,
        statusSince: new Date(),
        probeAt: null,
        catchUp: Prisma.DbNull,
      },
    })
    await record(tx, actor, {
      action: 'hooks.pauseWithoutOwner',
      instanceId,
      objectType: owner.ownerType,
      objectId: owner.ownerId ?? undefined,
      after: { paused: count },
    })
    await changed(tx, instanceId, 'hooks')
  }
}
