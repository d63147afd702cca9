import { randomUUID } from 'node:crypto'
import { Agent } from 'undici'
import { pool } from '#lib/database/pool.ts'
import { newSecret, signatureHeaders, signingKey } from '#lib/deliveries/signature.ts'
import { type Arena, startWorker } from './arena.ts'
import type { Flows } from './flows.ts'
import { round } from './latency.ts'

const EVENTS_PER_TRANSACTION = 50
const BARE_IN_FLIGHT = 64

/**
 * Everything is waiting when the worker starts.
 * @returns deliveries a second, from the first claim to the last settlement, as the database has recorded them, and how
 * many SQL statements each took
 */
export async function drain(arena: Arena, flows: Flows, events: number, deliveries: number) {
  for (let done = 0; done < events; done += EVENTS_PER_TRANSACTION) {
    await flows.publish(Math.min(EVENTS_PER_TRANSACTION, events - done))
  }
  // As autovacuum would have done: a fresh bulk of rows has no statistics yet.
  await pool().query('analyze delivery, event, attempt, subscription')
  const before = await transactions()
  {
    await using _worker = await startWorker()
    const { ids } = await arena.receipts(deliveries)
    if (ids.length !== deliveries) throw new Error(`${ids.length} receipts of ${deliveries} deliveries`)
  }
  const statementsEach = round(((await transactions()) - before) / deliveries)
  const { rows } = await pool().query<{ count: number; seconds: number }>(
    `select count(*)::int, extract(epoch from max(settled_at) - min(claimed_at))::float8 as seconds
    from delivery where instance_id = $1 and state = 'delivered'`,
    [flows.instanceId],
  )
  const { count, seconds } = rows[0] ?? { count: 0, seconds: 0 }
  if (count !== deliveries) throw new Error(`${count} of ${deliveries} deliveries are recorded as delivered`)
  return { deliveries, perSecond: Math.round(count / seconds), statementsEach }
}

/** The worker's statements are transactions of their own. */
async function transactions(): Promise<number> {
  const { rows } = await pool().query<{ count: string }>(
    'select pg_stat_clear_snapshot(), xact_commit as count from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]?.count)
}

/** The same signed POST in a loop, with nothing recorded: what HTTP alone allows here. @returns calls a second */
export async function bareLoop(arena: Arena, calls: number, body: string): Promise<number> {
  const agent = new Agent({ connections: BARE_IN_FLIGHT, pipelining: 1 })
  const key = signingKey(newSecret())
  const { origin } = new URL(arena.receivers[0]?.url('/') ?? '')
  let left = calls
  async function lane() {
    while (left-- > 0) {
      const response = await agent.request({
        origin,
        path: '/workflows/0/triggers/manual/paths/invoke?sig=secret',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Highwater/1.0',
          ...signatureHeaders([key], randomUUID(), Math.floor(Date.now() / 1000), body),
        },
        body,
      })
      await response.body.dump()
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: BARE_IN_FLIGHT }, lane))
  const perSecond = (calls * 1000) / (performance.now() - start)
  await arena.receipts(calls)
  await agent.close()
  return Math.round(perSecond)
}
