import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { auditHook } from '#lib/subscriptions/find.ts'
import { identityHashOf } from '#lib/subscriptions/identity.ts'
import { mayOwn, type Owner } from '#lib/subscriptions/owners.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { Subscription } from '#prisma/generated/client.ts'

/**
 * Gives a subscription to a person. One that was paused because its owner had left stays paused, as if by a person,
 * until it is resumed.
 * @throws Unprocessable where the person may not own it, or has a subscription of the same flow already
 */
export async function handOver(tx: Transaction, access: Access, hook: Subscription, ownerId: string) {
  permit(access, 'hooks.manage')
  const owner = { ownerType: 'person', ownerId } as const
  const person = await tx.person.findUnique({ where: { id: ownerId } })
  if (!person || !(await mayOwn(tx, hook.instanceId, owner))) {
    const message = `There is no person ${ownerId} who may own subscriptions in this environment.`
    throw new Unprocessable(message, [{ path: 'ownerId', message }])
  }
  return giveTo(tx, access, hook, { ...owner, ownerName: person.name })
}

/** Gives a subscription to an owner who may have it. */
export async function giveTo(
  tx: Transaction,
  access: Access,
  hook: Subscription,
  owner: Owner & { ownerName: string },
): Promise<Subscription> {
  const { ownerType, ownerId, ownerName } = hook
  if (owner.ownerType === ownerType && owner.ownerId === ownerId) return hook
  const identityHash = hook.flowHash && identityHashOf(hook.flowHash, owner)
  if (identityHash && (await tx.subscription.count({ where: { identityHash } })) > 0) {
    throw new Unprocessable(
      `${owner.ownerName} has a subscription of the same flow already; remove this one, or its events would come twice.`,
    )
  }
  await auditHook(tx, access, hook, 'hook.handOver', {
    from: { ownerType, ownerId, ownerName },
    to: { ...owner },
  })
  const isOrphan = hook.statusReason === ('ownerGone' satisfies StatusReason)
  const statusReason = isOrphan ? ('pausedByPerson' satisfies StatusReason) : hook.statusReason
  return tx.subscription.update({ where: { id: hook.id }, data: { ...owner, identityHash, statusReason } })
}
