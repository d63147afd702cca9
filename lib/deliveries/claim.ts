import type pg from 'pg'
import type { Held } from '#lib/deliveries/shards.ts'

export type Claimed = {
  id: string
  instanceId: string
  subscriptionId: string
  shard: number
  epoch: string
  attemptNumber: number
  /** Attempts since it was created or last replayed, this one included. */
  tries: number
  callbackUrl: Buffer
  /** The newest first; during a rotation the one before it too. */
  secrets: Buffer[]
  /** The body as it is sent, byte for byte. */
  body: string
}

export type Wanted = { subscriptionId: string; held: Held; room: number }

/**
 * Claims what is due for these subscriptions, oldest first and at most `room` each: a million waiting deliveries of one
 * cost the others nothing (design §4.3). The claim is the record that the attempt has begun. Only the holder of the
 * shard gets anything; a paused subscription gives one delivery, and only when its probe is due.
 */
export async function claim(db: pg.Pool, workerId: string, wanted: Wanted[]): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: 'deliveries-claim',
    text: `
      with wanted as (
        select * from unnest($2::uuid[], $3::smallint[], $4::bigint[], $5::int[]) as w(subscription_id, shard, epoch, room)
      ),
      picked as (
        select d.id, w.epoch, s.id as subscription_id, s.status = 'paused' as is_probe, s.callback_url,
          case when s.previous_secret_until > now() then array[s.secret, s.previous_secret] else array[s.secret] end as secrets
        from wanted w
        join shard h on h.id = w.shard and h.owner = $1 and h.epoch = w.epoch
        join subscription s on s.id = w.subscription_id and s.removed_at is null
          and (s.status in ('active', 'failing') or (s.status = 'paused' and s.probe_at <= now()))
        cross join lateral (
          select id from delivery
          where shard = w.shard and subscription_id = w.subscription_id and state = 'due'
          order by due_at
          limit case when s.status = 'paused' then 1 else w.room end
          for update skip locked
        ) d
      ),
      probing as (
        update subscription s set probe_at = now() + interval '1 hour'
        from picked p where p.is_probe and s.id = p.subscription_id
      )
      update delivery d
      set state = 'sending', claim_epoch = p.epoch, claimed_at = now(), attempt_count = d.attempt_count + 1, tries = d.tries + 1
      from picked p, event e
      where d.id = p.id and e.id = d.event_id
      returning d.id, d.instance_id as "instanceId", d.subscription_id as "subscriptionId", d.shard,
        d.claim_epoch::text as epoch, d.attempt_count as "attemptNumber", d.tries,
        p.callback_url as "callbackUrl", p.secrets, e.payload::text as body`,
    values: [
      workerId,
      wanted.map(({ subscriptionId }) => subscriptionId),
      wanted.map(({ held }) => held.shard),
      wanted.map(({ held }) => held.epoch),
      wanted.map(({ room }) => room),
    ],
  })
  return rows
}
