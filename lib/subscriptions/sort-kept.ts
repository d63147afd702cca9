import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { cancelUnwanted, letOvertake } from '#lib/deliveries/kept.ts'
import { wakeDispatchers } from '#lib/deliveries/wake.ts'
import { CATCH_UP_TASK } from '#lib/housekeeping/names.ts'
import type { Task } from '#lib/housekeeping/task.ts'
import type { CatchUpPlan } from '#lib/subscriptions/catch-up.ts'
import type { Subscription } from '#prisma/generated/client.ts'

/** So many are sorted by whoever chooses; what is beyond is left to the worker. */
export const SORTED_AT_ONCE = 10_000
const SORTED_PER_TRANSACTION = 2_000
const SUBSCRIPTIONS_PER_RUN = 1_000

/** Sorts what was kept, at most `limit` of it. May be repeated. @returns whether all of it is sorted */
export async function sortKept(
  tx: Transaction,
  subscription: { id: string; shard: number },
  plan: CatchUpPlan,
  limit: number,
): Promise<boolean> {
  const cancelled = await cancelUnwanted(tx, subscription, plan, limit)
  if (cancelled === limit) return false
  return cancelled + (await letOvertake(tx, subscription, plan, limit - cancelled)) < limit
}

/** This transaction's moment by the database's clock, which is what deliveries bear. */
export async function momentOf(tx: Transaction): Promise<string> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select now()::timestamptz(3) as now`
  if (!row) throw new Error('the database has no time')
  return row.now.toISOString()
}

/** One subscription at a time is sorted by one; not by a lock on its row, which would hold up what settles meanwhile. */
export async function lockSorting(tx: Transaction, subscriptionId: string) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`catch-up:${subscriptionId}`}, 0))`
}

/** Goes on with what is not sorted yet, in transactions that hold nothing up. */
export const CATCH_UP: Task = {
  name: CATCH_UP_TASK,
  cron: '* * * * *',
  async run({ stop }) {
    const waiting = await database().$queryRaw<{ id: string }[]>`
      select id from subscription where catch_up is not null order by id limit ${SUBSCRIPTIONS_PER_RUN}`
    for (const { id } of waiting) {
      while (!stop.aborted && (await transaction(tx => goOn(tx, id)))) {
        // Until it is sorted.
      }
    }
  },
}

async function goOn(tx: Transaction, id: string): Promise<boolean> {
  await lockSorting(tx, id)
  const subscription = await tx.subscription.findUnique({ where: { id } })
  const plan = subscription?.catchUp as CatchUpPlan | null | undefined
  if (!subscription || !plan) return false
  if (!(await sortKept(tx, subscription, plan, SORTED_PER_TRANSACTION))) return true
  await finish(tx, subscription, plan)
  return false
}

/** Sorted. What waited for that alone is active now; what was paused otherwise meanwhile stays so. */
async function finish(tx: Transaction, { id, instanceId }: Subscription, plan: CatchUpPlan) {
  const done = await tx.$executeRaw`
    update subscription set catch_up = null where id = ${id}::uuid and catch_up->>'at' = ${plan.at}`
  if (done === 0) return
  await tx.subscription.updateMany({
    where: { id, status: 'paused', statusReason: 'catchingUp', removedAt: null },
    data: { status: 'active', statusReason: null, statusSince: new Date() },
  })
  await wakeDispatchers(tx, [id])
  await changed(tx, instanceId, 'hooks', 'deliveries')
}
