import type pg from 'pg'
import type { Lane } from '#lib/deliveries/lanes.ts'
import { BURST_SHARE } from '#lib/deliveries/rate-limit.ts'
import type { Held } from '#lib/deliveries/shards.ts'

export type Claimed = {
  id: string
  instanceId: string
  subscriptionId: string
  shard: number
  epoch: string
  lane: Lane
  attemptNumber: number
  /** Attempts since it was created or last replayed, this one included. */
  tries: number
  callbackUrl: Buffer
  secret: Buffer
  /** Signs too during a rotation; null otherwise. */
  previousSecret: Buffer | null
  /** The body as it is sent, byte for byte. */
  body: string
  /** Callbacks a second that the receiver may get; null: as many as it takes. */
  rateLimit: number | null
  /** Sent to find out whether the receiver is back. */
  isProbe: boolean
}

export type Wanted = { subscriptionId: string; lane: Lane; held: Held; room: number }

/** Of `subscription s`: whether it gets more than probes. */
export const SENDABLE =
  "(s.status = 'active' or (s.status = 'failing' and s.status_reason is distinct from 'circuitOpen'))"

/** Of `subscription s`. */
export const SECRETS =
  's.secret, case when s.previous_secret_until > now() then s.previous_secret end as previous_secret'

/** What every statement that claims returns, of `delivery d`, `event e` and the picked row `p`. */
export const CLAIMED = `d.id, d.instance_id as "instanceId", d.subscription_id as "subscriptionId", d.shard, d.lane,
  d.claim_epoch::text as epoch, d.attempt_count as "attemptNumber", d.tries, p.callback_url as "callbackUrl", p.secret,
  p.previous_secret as "previousSecret",
  e.payload::text as body, p.rate_limit as "rateLimit"`

/**
 * Claims what is due for these subscriptions and lanes, oldest first and at most `room` each: a million waiting deliveries
 * of one cost the others nothing (design §4.3). The claim is the record that the attempt has begun. Only the holder of
 * the shard gets anything, so nothing has to be locked: what somebody else changes meanwhile is no longer due, or no
 * longer there. A subscription that is paused or whose circuit is open gives nothing but probes. A rate limit
 * that the worker does not know yet holds from the first claim on.
 */
export async function claim(db: pg.Pool, workerId: string, wanted: Wanted[]): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: 'deliveries-claim',
    text: `
      with wanted as (
        select * from unnest($2::uuid[], $3::smallint[], $4::bigint[], $5::delivery_lane[], $6::int[])
          as w(subscription_id, shard, epoch, lane, room)
      ),
      picked as (
        select d.ctid, w.epoch, s.callback_url, ${SECRETS}, s.rate_limit
        from wanted w
        join shard h on h.id = w.shard and h.owner = $1 and h.epoch = w.epoch
        join subscription s on s.id = w.subscription_id and s.removed_at is null
          and ${SENDABLE}
        cross join lateral (
          select ctid from delivery
          where shard = w.shard and subscription_id = w.subscription_id and lane = w.lane and state = 'due'
          order by due_at
          limit least(w.room, case when s.rate_limit > 0 then greatest(1, s.rate_limit / ${BURST_SHARE}) end)
        ) d
      )
      update delivery d
      set state = 'sending', claim_epoch = p.epoch, claimed_at = now(), attempt_count = d.attempt_count + 1, tries = d.tries + 1
      from picked p, event e
      where d.ctid = p.ctid and d.state = 'due' and e.id = d.event_id
      returning ${CLAIMED}, false as "isProbe"`,
    values: [
      workerId,
      wanted.map(({ subscriptionId }) => subscriptionId),
      wanted.map(({ held }) => held.shard),
      wanted.map(({ held }) => held.epoch),
      wanted.map(({ lane }) => lane),
      wanted.map(({ room }) => room),
    ],
  })
  return rows
}
