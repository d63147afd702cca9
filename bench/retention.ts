import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { pool } from '#lib/database/pool.ts'
import { claim, type Wanted } from '#lib/deliveries/claim.ts'
import { survey } from '#lib/deliveries/replays/survey.ts'
import { retain } from '#lib/retention/retain.ts'
import { type Arena, startArena } from './arena.ts'
import { makeFlows } from './flows.ts'
import { round } from './latency.ts'

const FLOWS = 50
const OLD_EVENTS = 20_000
const DUE = 60_000
const QUIET_MS = 5_000
const CLAIM_EVERY_MS = 20
const FLOWS_PER_CLAIM = 4
const PER_FLOW = 1

/** Dropping a million settled deliveries, and what a claim takes meanwhile. */
export async function run(print: (figure: object) => void) {
  await using arena = await startArena(1)
  const { claims, instanceId } = await setUp(arena)
  const start = performance.now()
  await survey(instanceId, { filter: {} })
  print({ figure: 'replayPreview', deliveries: FLOWS * OLD_EVENTS, ms: round(performance.now() - start) })

  const quiet = await claims(delay(QUIET_MS))
  print({ figure: 'claim', while: 'nothing else runs', ...quiet })
  const begun = performance.now()
  const keep = { deliveries: 30, history: 400, audit: 730, waiting: 0 }
  const retaining = retain(pool(), keep, { now: new Date(), stop: new AbortController().signal })
  const meanwhile = await claims(retaining)
  const seconds = (performance.now() - begun) / 1000
  const { delivery = 0, event } = await retaining
  print({ figure: 'claim', while: 'a million deliveries are dropped', ...meanwhile })
  print({
    figure: 'retention',
    deliveries: delivery,
    events: event,
    seconds: round(seconds),
    perSecond: Math.round(delivery / seconds),
  })
}

async function setUp(arena: Arena) {
  const db = pool()
  const { instanceId } = await makeFlows(arena, FLOWS)
  const id = (at: string) => `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from ${at}) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid`
  const at = `now() - interval '40 days' + n * interval '20 seconds'`
  const payload = JSON.stringify({ eventType: 'data-source-refresh-succeeded', dataSourceName: 'CRM', rows: 5000 })
  await db.query(
    `insert into event (id, instance_id, type, occurred_at, payload, created_at)
    select ${id(at)}, $1, 'data-source-refresh-succeeded', ${at}, $2::json, ${at} from generate_series(1, ${OLD_EVENTS}) n`,
    [instanceId, payload],
  )
  await db.query(
    `insert into delivery (id, instance_id, event_id, subscription_id, shard, state, attempt_count, tries, status_code, created_at, due_at, settled_at)
    select ${id('e.created_at')}, $1, e.id, s.id, s.shard, 'delivered', 1, 1, 202, e.created_at, e.created_at, e.created_at
    from event e join subscription s on s.instance_id = e.instance_id where e.instance_id = $1 order by e.created_at`,
    [instanceId],
  )
  await db.query(
    `insert into attempt (delivery_id, number, started_at, duration_ms, status_code, outcome, run_id)
    select id, 1, created_at, 12.5, 202, 'delivered', '08584' from delivery where instance_id = $1`,
    [instanceId],
  )
  await db.query(
    `with e as (
      insert into event (id, instance_id, type, occurred_at, payload)
      select uuid7(), $1, 'data-source-refresh-succeeded', now(), $2::json from generate_series(1, ${DUE / FLOWS}) returning id
    )
    insert into delivery (id, instance_id, event_id, subscription_id, shard)
    select uuid7(), $1, e.id, s.id, s.shard from e, subscription s where s.instance_id = $1`,
    [instanceId, payload],
  )
  await db.query('vacuum analyze')
  const workerId = randomUUID()
  await db.query(`update shard set owner = $1, epoch = 1, expires_at = now() + interval '1 day'`, [workerId])
  const { rows } = await db.query<{ id: string; shard: number }>('select id, shard from subscription')
  const wanted = rows.map(
    (row): Wanted => ({
      subscriptionId: row.id,
      lane: 'first',
      held: { shard: row.shard, epoch: '1' },
      room: PER_FLOW,
    }),
  )
  let turn = 0

  /** Claims at a steady pace until it has ended. */
  async function claims(until: Promise<unknown>) {
    let ended = false
    void until.then(() => {
      ended = true
    })
    const times: number[] = []
    while (!ended) {
      const some = Array.from({ length: FLOWS_PER_CLAIM }, () => wanted[turn++ % wanted.length]).filter(
        one => one !== undefined,
      )
      const start = performance.now()
      const claimed = await claim(db, workerId, some)
      times.push(performance.now() - start)
      if (claimed.length !== FLOWS_PER_CLAIM * PER_FLOW) throw new Error(`${claimed.length} deliveries were claimed`)
      await delay(CLAIM_EVERY_MS)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0)
    return { claims: times.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: round(times.at(-1) ?? 0) }
  }
  return { instanceId, claims }
}
