import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'

/**
 * Call it before somebody makes a subscription active again: what they did themselves is not told as a recovery. What
 * changes by itself is told by the trigger on subscription (docs/decisions/022-notices-by-a-trigger.md).
 */
export async function endTrouble(tx: Transaction, { id, instanceId }: { id: string; instanceId: string }) {
  // In the order in which the trigger locks: first the subscription.
  await tx.$executeRaw`select from subscription where id = ${id}::uuid for update`
  const { count } = await tx.notice.updateMany({
    where: { subscriptionId: id, kind: { not: 'silent' }, endedAt: null },
    data: { endedAt: new Date() },
  })
  if (count > 0) await changed(tx, instanceId, 'notices')
}
