import type pg from 'pg'
import { type Claimed, SENDABLE } from '#lib/deliveries/claim.ts'
import type { Lane } from '#lib/deliveries/lanes.ts'
import type { Held } from '#lib/deliveries/shards.ts'

const FIRST = '00000000-0000-0000-0000-000000000000'
const VISITS_PER_SHARD = 200

export type Waiting = { subscriptionId: string; lane: Lane }

/**
 * The truth behind the notifications: which subscriptions have something due that may be sent, one index hop each whatever
 * is behind it, and at most 200 a shard and visit.
 * @param cursor where the last visit of each shard ended; moved on, so that nobody is passed over for long
 */
export async function waitingSubscriptions(db: pg.Pool, held: Held[], cursor: Map<number, string>): Promise<Waiting[]> {
  const { rows } = await db.query<Waiting & { shard: number; place: number; sendable: boolean }>({
    name: 'deliveries-waiting',
    text: `
      select h.shard, w.subscription_id as "subscriptionId", w.lane, w.place,
        s.removed_at is null
          and ${SENDABLE} as sendable
      from unnest($1::smallint[], $2::uuid[]) as h(shard, after)
      cross join lateral (
        with recursive waiting(subscription_id, lane, place) as (
          select h.after, 'replay'::delivery_lane, 0
          union all
          select next.subscription_id, next.lane, w.place + 1
          from waiting w
          cross join lateral (
            select d.subscription_id, d.lane from delivery d
            where d.shard = h.shard and d.state = 'due' and (d.subscription_id, d.lane) > (w.subscription_id, w.lane)
            order by d.subscription_id, d.lane limit 1
          ) next
          where w.place < $3
        )
        select * from waiting where place > 0
      ) w
      join subscription s on s.id = w.subscription_id
      order by h.shard, w.place`,
    values: [held.map(({ shard }) => shard), held.map(({ shard }) => cursor.get(shard) ?? FIRST), VISITS_PER_SHARD],
  })
  for (const { shard } of held) cursor.delete(shard)
  for (const { shard, place, subscriptionId } of rows) if (place === VISITS_PER_SHARD) cursor.set(shard, subscriptionId)
  return rows.filter(({ sendable }) => sendable)
}

/**
 * Makes due what has waited for its next attempt long enough. (An array of ids and not a join, here and below: a planner
 * that expects many would read the whole table.)
 * @returns the subscriptions that it belongs to
 */
export async function promoteScheduled(db: pg.Pool, held: Held[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'deliveries-promote',
    text: `
      with ripe as materialized (
        select d.id from unnest($1::smallint[]) as h(shard)
        cross join lateral (
          select id from delivery where shard = h.shard and state = 'scheduled' and due_at <= now()
          order by due_at limit 500 for update skip locked
        ) d
      )
      update delivery set state = 'due' where id = any(array(select id from ripe))
      returning subscription_id as id`,
    values: [held.map(({ shard }) => shard)],
  })
  return rows.map(({ id }) => id)
}

/** Of what a worker has claimed and not yet settled. */
export type UnderWay = Pick<Claimed, 'id' | 'subscriptionId' | 'isProbe'>

/** What a worker has claimed and knows nothing of after this long, it never heard of: the connection broke in between. */
const UNHEARD_SECONDS = 5

/**
 * Takes up again what a former holder of these shards had claimed and did not settle, and what this one claimed without
 * hearing of it: the attempt's outcome is unknown and costs no try, and what follows it is a possible duplicate. A probe
 * among it is made again at once. What a later holder has claimed is none of its business: epochs only grow.
 * @param underWay what this worker is sending or settling; where that is a probe, there is to be no second one
 */
export async function recoverLost(db: pg.Pool, held: Held[], underWay: UnderWay[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'deliveries-recover',
    text: `
      with lost as materialized (
        select d.id from unnest($1::smallint[], $2::bigint[]) as h(shard, epoch)
        cross join lateral (
          select id from delivery
          where shard = h.shard and state = 'sending'
            and (claim_epoch < h.epoch
              or (claim_epoch = h.epoch and claimed_at < now() - make_interval(secs => $3) and id <> all($4::uuid[])))
          for update skip locked
        ) d
      ),
      recovered as (
        update delivery set state = 'due', lane = 'retry', claim_epoch = null, tries = tries - 1
        where id = any(array(select id from lost))
        returning id, attempt_count, claimed_at, subscription_id
      ),
      attempts as (
        insert into attempt (delivery_id, number, started_at, outcome, error)
        select id, attempt_count, claimed_at, 'unknown', 'stopped' from recovered
      ),
      probing as (
        update subscription s set probe_at = now() from recovered r
        where s.id = r.subscription_id and s.probe_at is not null and s.id <> all($5::uuid[])
      )
      select subscription_id as id from recovered`,
    values: [
      held.map(({ shard }) => shard),
      held.map(({ epoch }) => epoch),
      UNHEARD_SECONDS,
      underWay.map(({ id }) => id),
      underWay.filter(({ isProbe }) => isProbe).map(({ subscriptionId }) => subscriptionId),
    ],
  })
  return rows.map(({ id }) => id)
}
