import type pg from 'pg'
import type { Held } from '#lib/deliveries/shards.ts'

const SUBSCRIPTIONS_PER_SHARD = 200

/** The truth behind the notifications: which subscriptions have something due, one index hop each whatever is behind it. */
export async function waitingSubscriptions(db: pg.Pool, held: Held[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'deliveries-waiting',
    text: `
      select w.subscription_id as id
      from unnest($1::smallint[]) as h(shard)
      cross join lateral (
        with recursive waiting(subscription_id) as (
          (select subscription_id from delivery where shard = h.shard and state = 'due' order by subscription_id limit 1)
          union all
          select (
            select d.subscription_id from delivery d
            where d.shard = h.shard and d.state = 'due' and d.subscription_id > waiting.subscription_id
            order by d.subscription_id limit 1
          )
          from waiting where waiting.subscription_id is not null
        )
        select subscription_id from waiting where subscription_id is not null limit $2
      ) w
      join subscription s on s.id = w.subscription_id
      where s.removed_at is null and (s.status in ('active', 'failing') or (s.status = 'paused' and s.probe_at <= now()))`,
    values: [held.map(({ shard }) => shard), SUBSCRIPTIONS_PER_SHARD],
  })
  return rows.map(({ id }) => id)
}

/** Makes due what has waited for its next attempt long enough. @returns the subscriptions that it belongs to */
export async function promoteScheduled(db: pg.Pool, held: Held[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'deliveries-promote',
    text: `
      with ripe as (
        select d.id from unnest($1::smallint[]) as h(shard)
        cross join lateral (
          select id from delivery where shard = h.shard and state = 'scheduled' and due_at <= now()
          order by due_at limit 500 for update skip locked
        ) d
      )
      update delivery d set state = 'due' from ripe where d.id = ripe.id
      returning d.subscription_id as id`,
    values: [held.map(({ shard }) => shard)],
  })
  return rows.map(({ id }) => id)
}

/** What a worker has claimed and knows nothing of after this long, it never heard of: the connection broke in between. */
const UNHEARD_SECONDS = 5

/**
 * Takes up again what a former holder of these shards had claimed and did not settle, and what this one claimed without
 * hearing of it: the attempt's outcome is unknown, and what follows it a possible duplicate.
 * @param underWay ids of the deliveries that this worker is sending or settling
 */
export async function recoverLost(db: pg.Pool, held: Held[], underWay: string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'deliveries-recover',
    text: `
      with lost as (
        select d.id from unnest($1::smallint[], $2::bigint[]) as h(shard, epoch)
        cross join lateral (
          select id from delivery
          where shard = h.shard and state = 'sending'
            and (claim_epoch <> h.epoch or (claimed_at < now() - make_interval(secs => $3) and id <> all($4::uuid[])))
          for update skip locked
        ) d
      ),
      recovered as (
        update delivery d set state = 'due', claim_epoch = null from lost where d.id = lost.id
        returning d.id, d.attempt_count, d.claimed_at, d.subscription_id, d.shard
      ),
      attempts as (
        insert into attempt (delivery_id, number, started_at, outcome, error)
        select id, attempt_count, claimed_at, 'unknown', 'stopped' from recovered
      )
      select subscription_id as id from recovered`,
    values: [held.map(({ shard }) => shard), held.map(({ epoch }) => epoch), UNHEARD_SECONDS, underWay],
  })
  return rows.map(({ id }) => id)
}
