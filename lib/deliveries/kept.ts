import type { Transaction } from '#lib/database/client.ts'
import type { CatchUpPlan } from '#lib/subscriptions/catch-up.ts'
import { Prisma } from '#prisma/generated/client.ts'

// Literals, so that the partial indexes fit.
const DUE = Prisma.sql`d.state = 'due'::delivery_state`
const SCHEDULED = Prisma.sql`d.state = 'scheduled'::delivery_state`

type Subscription = { id: string; shard: number }

const of = ({ id, shard }: Subscription) => Prisma.sql`d.shard = ${shard}::smallint and d.subscription_id = ${id}::uuid`

const kept = (subscription: Subscription) => Prisma.sql`
  select d.id, d.event_id, d.created_at from delivery d where ${of(subscription)} and ${DUE}
  union all
  select d.id, d.event_id, d.created_at from delivery d where ${of(subscription)} and ${SCHEDULED}`

export type KeptCount = { count: number; oldest: Date | null; newest: Date | null; recent: number }

/** What waits for a subscription, and how much of it is not older than `since`. */
export async function countKept(tx: Transaction, subscription: Subscription, since?: string): Promise<KeptCount> {
  const [counted] = await tx.$queryRaw<KeptCount[]>`
    select count(*)::int as count, min(created_at) as oldest, max(created_at) as newest,
      (count(*) filter (where created_at >= coalesce(${since ?? null}::timestamptz, '-infinity')))::int as recent
    from (${kept(subscription)}) k`
  return counted ?? { count: 0, oldest: null, newest: null, recent: 0 }
}

/** Of what waits, the latest of each object; events about no object of their own have one for each type. */
export async function latestKept(tx: Transaction, subscription: Subscription, since?: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from (
      select distinct on (e.type, e.is_test, coalesce(e.payload->>'thresholdId', e.payload->>'dataSourceId')) k.id, k.created_at
      from (${kept(subscription)}) k join event e on e.id = k.event_id
      order by e.type, e.is_test, coalesce(e.payload->>'thresholdId', e.payload->>'dataSourceId'), k.created_at desc, k.id desc
    ) latest
    where created_at >= coalesce(${since ?? null}::timestamptz, '-infinity')`
  return rows.map(({ id }) => id)
}

/** The condition on what is sent. */
function wanted({ choice, since, keep = [] }: CatchUpPlan) {
  if (choice === 'none') return Prisma.sql`false`
  const isNew = Prisma.sql`d.created_at >= coalesce(${since ?? null}::timestamptz, '-infinity')`
  return choice === 'all' ? isNew : Prisma.sql`(${isNew} and d.id = any(${keep}::uuid[]))`
}

/** Cancels what the plan does not send, at most `limit`. @returns how many */
export async function cancelUnwanted(tx: Transaction, subscription: Subscription, plan: CatchUpPlan, limit: number) {
  let cancelled = 0
  // What becomes due between the two is then found as due.
  for (const state of [SCHEDULED, DUE]) {
    cancelled += await tx.$executeRaw`
      update delivery set state = 'cancelled', settled_at = now(),
        cancel_reason = case when created_at < ${plan.since ?? null}::timestamptz then 'tooOld' else ${plan.reason} end
      where id in (
        select d.id from delivery d
        where ${of(subscription)} and ${state} and d.created_at <= ${plan.at}::timestamptz and not ${wanted(plan)}
        limit ${limit - cancelled} for update
      )`
  }
  return cancelled
}

/** Gives up the waiting of what was to be tried again later: it is due at once, with all its tries. At most `limit`. */
export async function expediteScheduled(tx: Transaction, subscription: Subscription, plan: CatchUpPlan, limit: number) {
  await tx.$executeRaw`
    update delivery set state = 'due', lane = 'replay', tries = 0, due_at = least(due_at, now())
    where id in (
      select d.id from delivery d
      where ${of(subscription)} and ${SCHEDULED} and d.created_at <= ${plan.at}::timestamptz and ${wanted(plan)}
      limit ${limit} for update
    )`
}

/** Lets fresh events overtake what the plan sends and nobody has tried yet, at most `limit`. @returns how many */
export async function letOvertake(tx: Transaction, subscription: Subscription, plan: CatchUpPlan, limit: number) {
  return tx.$executeRaw`
    update delivery set lane = 'replay', tries = 0
    where id in (
      select d.id from delivery d
      where ${of(subscription)} and ${DUE} and d.lane = 'first' and d.created_at <= ${plan.at}::timestamptz and ${wanted(plan)}
      limit ${limit} for update skip locked
    )`
}
