import { pool } from '#lib/database/pool.ts'
import type { Arena } from './arena.ts'
import { makeFlows } from './flows.ts'
import { round } from './latency.ts'

const KEPT = 10_000
const PER_SECOND = 150
const PER_TRANSACTION = 1000

/** What was kept for a paused flow is caught up at the flow's own pace. @returns seconds, and of what arithmetic allows */
export async function rateLimited(arena: Arena) {
  const flows = await makeFlows(arena, 1, { rateLimit: PER_SECOND })
  const setStatus = (status: string) =>
    pool().query('update subscription set status = $2::hook_status where instance_id = $1', [flows.instanceId, status])
  await setStatus('paused')
  for (let made = 0; made < KEPT; made += PER_TRANSACTION) await flows.publish(PER_TRANSACTION)
  const start = process.hrtime.bigint()
  await setStatus('active')
  const { times } = await arena.receipts(KEPT)
  const last = times.reduce((latest, time) => (time > latest ? time : latest), 0n)
  const seconds = Number(last - start) / 1e9
  return {
    kept: KEPT,
    perSecond: PER_SECOND,
    seconds: round(seconds),
    ofArithmetic: round((seconds * PER_SECOND) / KEPT),
  }
}
