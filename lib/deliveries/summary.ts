import { pool } from '#lib/database/pool.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { triggerNames } from '#lib/triggers/catalogue.ts'

export type DeliverySummary = {
  /** Over the last 24 hours, by when they were made. */
  delivered: number
  failed: number
  /** Still to be delivered, however old. */
  waiting: number
  /** Median and 99th percentile from the event to its delivery at the first attempt, in milliseconds; null without any. */
  p50Ms: number | null
  p99Ms: number | null
  /** When each trigger last fired. */
  lastFired: Record<string, string>
}

export async function deliverySummary(access: Access): Promise<DeliverySummary> {
  permit(access, 'deliveries.read')
  const instanceId = access.instance.id
  const [counts, waiting, fired] = await Promise.all([
    pool().query<{ delivered: number; failed: number; p50: number | null; p99: number | null }>(
      `select count(*) filter (where state = 'delivered')::int as delivered,
        count(*) filter (where state = 'failed')::int as failed,
        percentile_cont(0.5) within group (order by extract(epoch from settled_at - created_at) * 1000)
          filter (where state = 'delivered' and attempt_count = 1) as p50,
        percentile_cont(0.99) within group (order by extract(epoch from settled_at - created_at) * 1000)
          filter (where state = 'delivered' and attempt_count = 1) as p99
      from delivery where instance_id = $1 and created_at > now() - interval '24 hours'`,
      [instanceId],
    ),
    pool().query<{ waiting: number }>(
      `select count(*)::int as waiting from delivery where instance_id = $1 and state in ('due', 'scheduled', 'sending')`,
      [instanceId],
    ),
    pool().query<{ type: string; at: Date }>(
      `select t.type, e.occurred_at as at from unnest($2::text[]) as t(type)
      cross join lateral (
        select occurred_at from event where instance_id = $1 and type = t.type and not is_test order by created_at desc limit 1
      ) e`,
      [instanceId, triggerNames],
    ),
  ])
  const totals = counts.rows[0]
  return {
    delivered: totals?.delivered ?? 0,
    failed: totals?.failed ?? 0,
    waiting: waiting.rows[0]?.waiting ?? 0,
    p50Ms: totals?.p50 ?? null,
    p99Ms: totals?.p99 ?? null,
    lastFired: Object.fromEntries(fired.rows.map(({ type, at }) => [type, at.toISOString()])),
  }
}
