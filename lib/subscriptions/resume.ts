import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import type { Access } from '#lib/instances/actor.ts'
import { endTrouble } from '#lib/notices/end-trouble.ts'
import type { Subscription } from '#prisma/generated/client.ts'

/** Makes a subscription active again; what was kept for it is due at once. One that is active already stays as it is. */
export async function resume(tx: Transaction, access: Access, subscription: Subscription): Promise<Subscription> {
  if (subscription.status === 'active') return subscription
  await endTrouble(tx, subscription)
  const resumed = await tx.subscription.update({
    where: { id: subscription.id },
    data: { status: 'active', statusReason: null, statusSince: new Date(), probeAt: null, consecutiveFailures: 0 },
  })
  await record(tx, access.actor, {
    action: 'hook.resume',
    instanceId: access.instance.id,
    objectType: 'hook',
    objectId: subscription.id,
    before: { status: subscription.status },
    after: { status: 'active' },
  })
  await wakeDispatchers(tx, [subscription.id])
  await changed(tx, access.instance.id, 'hooks')
  return resumed
}
