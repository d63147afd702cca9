import { z } from 'zod'
import type { Transaction } from '#lib/database/client.ts'

const DEFAULT_HISTORY_DAYS = 30

/** Query members of the routes that can show history. */
export const historyQuery = {
  includeHistoricStats: z.enum(['true', 'false']).default('false'),
  historicStatsDays: z.coerce.number().int().min(1).max(3650).default(DEFAULT_HISTORY_DAYS),
}

export type HistoryQuery = { includeHistoricStats: 'true' | 'false'; historicStatsDays: number }

export type Past = { value: number; evaluatedAt: Date }

// What a chart can show; an object evaluated every minute has more than that in a day.
const MAX_PER_OBJECT = 1000

/** The latest successful evaluations of segments or measures, by object, oldest first. */
export async function readHistory(
  tx: Transaction,
  objects: { segments: string[] } | { measures: string[] },
  days: number,
): Promise<Map<string, Past[]>> {
  const since = new Date(Date.now() - days * 86_400_000)
  const rows =
    'segments' in objects
      ? await tx.$queryRaw<(Past & { object: string })[]>`
          select o.id as object, e.value, e.evaluated_at as "evaluatedAt" from unnest(${objects.segments}::uuid[]) as o(id)
          cross join lateral (
            select value, evaluated_at from evaluation where segment_id = o.id and evaluated_at >= ${since}
            order by evaluated_at desc limit ${MAX_PER_OBJECT}
          ) e order by e.evaluated_at`
      : await tx.$queryRaw<(Past & { object: string })[]>`
          select o.id as object, e.value, e.evaluated_at as "evaluatedAt" from unnest(${objects.measures}::uuid[]) as o(id)
          cross join lateral (
            select value, evaluated_at from evaluation where measure_id = o.id and evaluated_at >= ${since}
            order by evaluated_at desc limit ${MAX_PER_OBJECT}
          ) e order by e.evaluated_at`
  return Map.groupBy(rows, row => row.object)
}
