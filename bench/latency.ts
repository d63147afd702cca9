import { setTimeout as delay } from 'node:timers/promises'
import type { Arena } from './arena.ts'
import type { Flows } from './flows.ts'

/** Fewer than the pool has connections: a machine that cannot keep the rate shows it in `achieved`. */
const LANES = 12

/** Commits events at a fixed rate, one delivery each. @returns when each had committed, by its id, and the rate achieved */
export async function commitAtRate(flows: Flows, perSecond: number, seconds: number) {
  const committed = new Map<string, bigint>()
  const start = performance.now()
  const end = start + seconds * 1000
  let next = 0
  async function lane() {
    for (let number = next++; number < perSecond * seconds && performance.now() < end; number = next++) {
      await delay(Math.max(0, start + (number * 1000) / perSecond - performance.now()))
      const told = await flows.tell(number)
      committed.set(told.id, told.committed)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return { committed, achieved: round((committed.size * 1000) / (performance.now() - start)) }
}

/** @returns milliseconds from the return of each commit to its receipt */
export async function commitToReceipt(arena: Arena, flows: Flows, perSecond: number, seconds: number) {
  const { committed, achieved } = await commitAtRate(flows, perSecond, seconds)
  const { ids, times } = await arena.receipts(committed.size)
  const took = ids.map((id, index) => Number((times[index] ?? 0n) - (committed.get(id) ?? 0n)) / 1e6)
  return { achieved, ...percentiles(took) }
}

export function percentiles(milliseconds: number[]) {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const percentile = (share: number) => round(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN)
  return { p50Ms: percentile(0.5), p95Ms: percentile(0.95), p99Ms: percentile(0.99), maxMs: percentile(1) }
}

export const round = (value: number) => Math.round(value * 100) / 100
