import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import type { DeliveryStatusReason } from '#lib/deliveries/status-reason.ts'
import { CATCH_UP_TASK } from '#lib/housekeeping/names.ts'
import { wakeTask } from '#lib/housekeeping/queue.ts'
import type { Access, Actor } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { planOf } from '#lib/subscriptions/catch-up.ts'
import { auditHook, findWritable } from '#lib/subscriptions/find.ts'
import { momentOf, SORTED_AT_ONCE, sortKept } from '#lib/subscriptions/sort-kept.ts'
import { Prisma, type Subscription } from '#prisma/generated/client.ts'

const REMOVED_PER_TRANSACTION = 200

/** Removes a subscription; what it was still to receive is cancelled. */
export async function removeHook(access: Access, hookId: string) {
  await transaction(async tx => {
    const hook = await findWritable(tx, access, hookId)
    await auditHook(tx, access, hook, 'hook.remove')
    await remove(tx, hook)
  })
}

/** Removes every subscription whose flow is gone. @returns how many */
export async function removeGone(access: Access): Promise<number> {
  permit(access, 'hooks.manage')
  const where = { instanceId: access.instance.id, status: 'gone', removedAt: null } as const
  let removed = 0
  for (;;) {
    const rows = await database().subscription.findMany({
      where,
      orderBy: { id: 'asc' },
      take: REMOVED_PER_TRANSACTION,
    })
    removed += await transaction(tx => removeStillGone(tx, access.actor, rows, 'hook.remove'))
    if (rows.length < REMOVED_PER_TRANSACTION) return removed
  }
}

/** Removes those of these that no flow has revived meanwhile. @returns how many */
export async function removeStillGone(tx: Transaction, actor: Actor, rows: Subscription[], action: string) {
  let removed = 0
  for (const hook of rows) {
    const { count } = await tx.subscription.updateMany({
      where: { id: hook.id, status: 'gone', statusSince: hook.statusSince, removedAt: null },
      data: REMOVED(),
    })
    if (count === 0) continue
    removed++
    await auditHook(tx, { actor }, hook, action)
  }
  if (rows[0] && removed > 0) await changed(tx, rows[0].instanceId, 'hooks')
  return removed
}

/** Ends a subscription and cancels its open deliveries. The row stays for the history of its deliveries. */
export async function remove(tx: Transaction, hook: Subscription) {
  const catchUp = await dropKept(tx, hook, 'unsubscribed')
  await tx.subscription.update({ where: { id: hook.id }, data: { ...REMOVED(), catchUp } })
  await changed(tx, hook.instanceId, 'hooks', 'deliveries')
}

/** Cancels what is kept. @returns what is to be stored as `catchUp`, for the worker to go on with where it is much */
export async function dropKept(tx: Transaction, hook: Subscription, reason: DeliveryStatusReason) {
  const plan = { ...planOf({ catchUp: 'none' }, await momentOf(tx)), reason }
  if (await sortKept(tx, hook, plan, SORTED_AT_ONCE)) return Prisma.DbNull
  await wakeTask(tx, CATCH_UP_TASK)
  return plan
}

const REMOVED = () => ({ removedAt: new Date(), identityHash: null, flowHash: null, probeAt: null })
