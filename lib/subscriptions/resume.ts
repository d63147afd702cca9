import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { expediteScheduled, latestKept } from '#lib/deliveries/kept.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import { Unprocessable } from '#lib/errors.ts'
import { CATCH_UP_TASK } from '#lib/housekeeping/names.ts'
import { wakeTask } from '#lib/housekeeping/queue.ts'
import type { Access } from '#lib/instances/actor.ts'
import { endTrouble } from '#lib/notices/end-trouble.ts'
import { type CatchUp, EVERYTHING, planOf, sendsEverything } from '#lib/subscriptions/catch-up.ts'
import { auditHook } from '#lib/subscriptions/find.ts'
import { mayOwn } from '#lib/subscriptions/owners.ts'
import { lockSorting, momentOf, SORTED_AT_ONCE, sortKept } from '#lib/subscriptions/sort-kept.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import { Prisma, type Subscription } from '#prisma/generated/client.ts'

/**
 * Makes a subscription active again, and settles what becomes of the events that were kept for it: sent in the lane of
 * replays, so that fresh ones overtake them, or cancelled. Where more is kept than one transaction should sort, the worker
 * goes on with it, and until then the subscription stays paused (`catchingUp`), unless all of it is sent anyway.
 * One that is active already stays as it is.
 * @throws Unprocessable where its owner has left
 */
export async function resume(
  tx: Transaction,
  access: Access,
  subscription: Subscription,
  catchUp: CatchUp = EVERYTHING,
): Promise<Subscription> {
  const { id, status } = subscription
  if (status === 'active') return subscription
  if (!(await mayOwn(tx, subscription.instanceId, subscription))) {
    throw new Unprocessable(
      `The owner, ${subscription.ownerName}, may not own subscriptions here any more; an administrator hands it over first (ownerId).`,
    )
  }
  await endTrouble(tx, subscription)
  await lockSorting(tx, id)
  const keep = catchUp.catchUp === 'latest' ? await latestKept(tx, subscription) : undefined
  const plan = planOf(catchUp, await momentOf(tx), keep)
  const isSorted = await sortKept(tx, subscription, plan, SORTED_AT_ONCE)
  await expediteScheduled(tx, subscription, plan, SORTED_AT_ONCE)
  const waits = !isSorted && !sendsEverything(plan)
  const resumed = await tx.subscription.update({
    where: { id },
    data: {
      status: waits ? 'paused' : 'active',
      statusReason: waits ? ('catchingUp' satisfies StatusReason) : null,
      statusSince: new Date(),
      probeAt: null,
      consecutiveFailures: 0,
      failingSince: null,
      catchUp: isSorted ? Prisma.DbNull : plan,
    },
  })
  await auditHook(tx, access, subscription, 'hook.resume', { status: 'active', ...catchUp })
  if (!isSorted) await wakeTask(tx, CATCH_UP_TASK)
  await wakeDispatchers(tx, [id])
  await changed(tx, access.instance.id, 'hooks', 'deliveries')
  return resumed
}
