import type { DuckDBConnection } from '@duckdb/node-api'
import { type Features, mayAgree, similarity } from '#lib/insights/files/unify/features.ts'
import { rows } from '#lib/insights/files/unify/rows.ts'
import type { MatchRule } from '#lib/insights/unification/definition.ts'

/**
 * Adds the candidates for which a rule holds to the table `edge` (a, b, rule, score): the score is the mean similarity of
 * the rule's conditions, 0 to 1, with 0 for those that do not hold.
 * @returns how many candidates were compared
 */
export async function scoreCandidates(
  connection: DuckDBConnection,
  features: Features,
  rule: MatchRule,
  place: number,
): Promise<number> {
  const { conditions, minimum = conditions.length } = rule
  const holding = (each: string[]) => each.map(one => `coalesce(${one}, FALSE)::INTEGER`).join(' + ')
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE likely AS
    SELECT a, b FROM candidate JOIN feature AS x ON x.record = a JOIN feature AS y ON y.record = b
    WHERE ${holding(conditions.map(condition => mayAgree(features, condition)))} >= ${minimum}`)
  const alike = conditions.map((_, at) => `s${at}`)
  await connection.run(`
    INSERT INTO edge
    SELECT a, b, ${place}, round((${alike.join(' + ')}) / ${conditions.length}, 6) FROM (
      SELECT a, b, ${conditions.map((condition, at) => `${similarity(features, condition)} AS s${at}`).join(', ')}
      FROM likely JOIN feature AS x ON x.record = a JOIN feature AS y ON y.record = b
    ) WHERE ${holding(alike.map(one => `${one} > 0`))} >= ${minimum}`)
  const [counted] = await rows<{ pairs: number }>(connection, 'SELECT count(*)::DOUBLE AS pairs FROM candidate')
  return counted?.pairs ?? 0
}
