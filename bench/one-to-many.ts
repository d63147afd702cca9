import type { Arena } from './arena.ts'
import { makeFlows } from './flows.ts'
import { round } from './latency.ts'

const FLOWS = 100_000

/** One event that very many subscriptions hear. @returns milliseconds from its commit to the first and the last callback */
export async function oneToMany(arena: Arena) {
  const flows = await makeFlows(arena, FLOWS)
  await flows.publish()
  const committed = process.hrtime.bigint()
  const { times } = await arena.receipts(FLOWS)
  const took = times.map(time => Number(time - committed) / 1e6).sort((a, b) => a - b)
  return { flows: FLOWS, firstMs: round(took[0] ?? Number.NaN), allMs: round(took.at(-1) ?? Number.NaN) }
}
