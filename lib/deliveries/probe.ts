import type pg from 'pg'
import { CLAIMED, type Claimed, SECRETS } from '#lib/deliveries/claim.ts'
import type { Held } from '#lib/deliveries/shards.ts'

/**
 * Claims one delivery, the oldest, of every subscription whose probe is due: its circuit is open, or its flow is off.
 * Until the answer has come there is no other one.
 */
export async function claimProbes(db: pg.Pool, workerId: string, held: Held[]): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: 'deliveries-probe',
    text: `
      with probing as (
        update subscription s set probe_at = now() + interval '1 hour'
        from unnest($2::smallint[], $3::bigint[]) as w(shard, epoch)
        join shard h on h.id = w.shard and h.owner = $1 and h.epoch = w.epoch
        where s.shard = w.shard and s.probe_at <= now() and s.removed_at is null and s.status in ('paused', 'failing')
          and exists (
            select 1 from delivery where shard = s.shard and subscription_id = s.id and state = 'due'
          )
        returning s.id, s.shard, w.epoch, s.callback_url, ${SECRETS}, s.rate_limit
      ),
      picked as (
        select d.id, s.epoch, s.callback_url, s.secret, s.previous_secret, s.rate_limit
        from probing s
        cross join lateral (
          select oldest.id from unnest(enum_range(null::delivery_lane)) as l(lane)
          cross join lateral (
            select id, due_at from delivery
            where shard = s.shard and subscription_id = s.id and lane = l.lane and state = 'due'
            order by due_at limit 1
          ) oldest
          order by oldest.due_at limit 1
        ) d
      )
      update delivery d
      set state = 'sending', claim_epoch = p.epoch, claimed_at = now(), attempt_count = d.attempt_count + 1, tries = d.tries + 1
      from picked p, event e
      where d.id = p.id and d.state = 'due' and e.id = d.event_id
      returning ${CLAIMED}, true as "isProbe"`,
    values: [workerId, held.map(({ shard }) => shard), held.map(({ epoch }) => epoch)],
  })
  return rows
}
