import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '#lib/config.ts'
import { uuid7Floor } from '#lib/database/uuid7.ts'
import { SWEEPS, sweepStatement } from '#lib/retention/sweeps.ts'
import { CANCEL_FOR_NOBODY, CANCEL_TOO_OLD } from '#lib/retention/waiting.ts'

const ROWS_PER_BATCH = 1000
/** Of the time, two thirds belong to the others. */
const REST_PER_WORK = 2
const MIN_REST_MS = 10
const DAY_MS = 86_400_000
/** `cursor` is null behind the last row. */
type Batch = { cursor: string | null; done: number }

const ZERO = '00000000-0000-0000-0000-000000000000'

/**
 * Drops what has been kept long enough, in short batches with rests between them, so that nothing ever waits for it.
 * @param keep days; 0 is for ever
 * @returns how many rows were dropped of each table
 */
export async function retain(
  db: pg.Pool,
  keep: Config['keepDays'],
  { now, stop }: { now: Date; stop: AbortSignal },
): Promise<Record<string, number>> {
  const walk = async (statement: string, days: number) => {
    if (days === 0) return 0
    const before = new Date(now.getTime() - days * DAY_MS)
    const batch = (after: string) =>
      db.query<Batch>(statement, [after, uuid7Floor(before.getTime()), before, ROWS_PER_BATCH])
    let done = 0
    for (let cursor: string | null = ZERO; cursor !== null && !stop.aborted; ) {
      const after: string = cursor
      const { rows } = await restAfter(stop, () => batch(after))
      cursor = rows[0]?.cursor ?? null
      done += rows[0]?.done ?? 0
    }
    return done
  }

  let cancelled: number
  do cancelled = (await restAfter(stop, () => db.query(CANCEL_FOR_NOBODY, [ROWS_PER_BATCH]))).rowCount ?? 0
  while (cancelled === ROWS_PER_BATCH && !stop.aborted)
  await walk(CANCEL_TOO_OLD, keep.waiting)
  const dropped: Record<string, number> = {}
  for (const sweep of SWEEPS) dropped[sweep.table] = await walk(sweepStatement(sweep), keep[sweep.kept])
  await db.query(
    'update subscription set previous_secret = null, previous_secret_until = null where previous_secret_until < $1',
    [now],
  )
  return dropped
}

async function restAfter<T>(stop: AbortSignal, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  const rest = Math.max(MIN_REST_MS, (performance.now() - start) * REST_PER_WORK)
  await delay(rest, undefined, { signal: stop }).catch(() => undefined)
  return result
}
