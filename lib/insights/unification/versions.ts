import { database } from '#lib/database/client.ts'
import type { MappedStage, MatchedStage } from '#lib/insights/unification/stages.ts'

/** The files that the next phase of a unification still takes, beside the current versions of entities. */
export async function versionsOfStages(): Promise<string[]> {
  const rows = await database().unification.findMany({ select: { mapped: true, matched: true } })
  return rows.flatMap(row => {
    const mapped = row.mapped as MappedStage | null
    const matched = row.matched as MatchedStage | null
    return [...(mapped ? [mapped.file, ...Object.values(mapped.files)] : []), ...(matched ? [matched.file] : [])]
  })
}
