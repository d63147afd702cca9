import { randomUUID } from 'node:crypto'
import { pool } from '#lib/database/pool.ts'
import { type Claimed, claim } from '#lib/deliveries/claim.ts'
import { type Settlement, settle } from '#lib/deliveries/settle.ts'
import { balance, type Held } from '#lib/deliveries/shards.ts'
import { startArena } from './arena.ts'
import { makeFlows } from './flows.ts'

// What one delivery costs the database where workers share it by shards, and where every worker may claim anything: with
// SKIP LOCKED, and the number in flight kept exact in the subscription (decision 003).

const FLOWS = 64
const EVENTS = 500
const CAP = 8
const WORKERS = [1, 2, 4]

export async function run(print: (figure: object) => void) {
  await using arena = await startArena(1)
  await pool().query('alter table subscription add in_flight int not null default 0')
  for (const workers of WORKERS) {
    for (const [how, work] of Object.entries({ shards, skipLocked })) {
      const flows = await makeFlows(arena, FLOWS)
      for (let made = 0; made < EVENTS; made += 50) await flows.publish(50)
      await pool().query('analyze delivery, subscription, event')
      const start = performance.now()
      const counts = await work(workers, flows.subscriptions)
      const deliveries = counts.reduce((sum, count) => sum + count, 0)
      const microseconds = Math.round(((performance.now() - start) * 1000) / deliveries)
      print({ figure: 'claimAndSettle', how, workers, deliveries, microseconds })
    }
  }
}

type Subscription = { id: string; shard: number }

async function shards(workers: number, subscriptions: Subscription[]): Promise<number[]> {
  await pool().query('update shard set owner = null, expires_at = null; delete from worker')
  const ids = Array.from({ length: workers }, () => randomUUID())
  // Each gives back what is beyond its share, then takes what is free.
  for (let round = 0; round < 3; round++) for (const id of ids) await balance(pool(), id, [])
  return Promise.all(
    ids.map(async id => {
      const held = new Map<number, Held>((await balance(pool(), id, [])).map(one => [one.shard, one]))
      let done = 0
      for (;;) {
        const wants = subscriptions.flatMap(({ id, shard }) => {
          const holding = held.get(shard)
          return holding ? [{ subscriptionId: id, lane: 'first' as const, held: holding, room: CAP }] : []
        })
        const claimed = await claim(pool(), id, wants)
        if (claimed.length === 0) return done
        await settle(pool(), claimed.map(delivered))
        done += claimed.length
        await balance(pool(), id, [])
      }
    }),
  )
}

const CLAIM_ANYTHING = `
  with free as (
    select id, shard, callback_url, secret, in_flight from subscription
    where in_flight < ${CAP} and id = any($1) and status in ('active', 'failing')
    for update skip locked
  ),
  picked as (
    select d.id, f.id as subscription_id, f.callback_url, f.secret from free f
    cross join lateral (
      select id from delivery where shard = f.shard and subscription_id = f.id and lane = 'first' and state = 'due'
      order by due_at limit ${CAP} - f.in_flight for update skip locked
    ) d
  ),
  counted as (
    update subscription s set in_flight = s.in_flight + p.count
    from (select subscription_id, count(*) from picked group by 1) p where s.id = p.subscription_id
  )
  update delivery d
  set state = 'sending', claim_epoch = 0, claimed_at = now(), attempt_count = d.attempt_count + 1, tries = d.tries + 1
  from picked p, event e where d.id = p.id and e.id = d.event_id
  returning d.id, d.instance_id as "instanceId", d.subscription_id as "subscriptionId", d.shard, d.lane,
    d.claim_epoch::text as epoch, d.attempt_count as "attemptNumber", d.tries, p.callback_url as "callbackUrl", p.secret,
    e.payload::text as body`

const GIVE_BACK = `
  update subscription s set in_flight = s.in_flight - c.count
  from (select id, count(*) from unnest($1::uuid[]) as id group by id order by id) c where s.id = c.id`

function skipLocked(workers: number, subscriptions: Subscription[]): Promise<number[]> {
  const all = subscriptions.map(({ id }) => id)
  const worker = async () => {
    let done = 0
    for (let idle = 0; idle < 20; ) {
      const { rows } = await pool().query<Claimed>({ name: 'claim-anything', text: CLAIM_ANYTHING, values: [all] })
      idle = rows.length === 0 ? idle + 1 : 0
      if (rows.length === 0) continue
      await settle(pool(), rows.map(delivered))
      await pool().query({ name: 'give-back', text: GIVE_BACK, values: [rows.map(row => row.subscriptionId)] })
      done += rows.length
    }
    return done
  }
  return Promise.all(Array.from({ length: workers }, worker))
}

const delivered = (claimed: Claimed): Settlement => ({
  claimed,
  attempt: { answer: { statusCode: 202, body: '' }, startedAt: new Date(), durationMs: 1 },
  outcome: { kind: 'delivered' },
})
