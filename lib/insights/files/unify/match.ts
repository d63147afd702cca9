import type { DuckDBConnection } from '@duckdb/node-api'
import { type Engine, literal } from '#lib/insights/files/engine.ts'
import { assignOneToOne } from '#lib/insights/files/unify/assign.ts'
import { findCandidates, type Sides } from '#lib/insights/files/unify/candidates.ts'
import { findComponents } from '#lib/insights/files/unify/components.ts'
import { createFeatures, type Features, featuresOf } from '#lib/insights/files/unify/features.ts'
import { rows } from '#lib/insights/files/unify/rows.ts'
import { scoreCandidates } from '#lib/insights/files/unify/score.ts'
import { tellProgress } from '#lib/insights/progress.ts'
import type { MatchedEntity, MatchRule } from '#lib/insights/unification/definition.ts'
import type { Matched, MatchStep, RuleKind } from '#lib/insights/unification/unify.ts'

type Run = {
  connection: DuckDBConnection
  features: Features
  result: Matched
  /** Rules that were gone through, of so many. */
  rules: { done: number; total: number }
}

/**
 * Finds which records are of the same customer. Writes `record, customer` (the customer's first record) and, where a rule
 * linked the record, `partner`, `rule` and `score`. The order of the rows that it reads does not matter.
 */
export async function matchRecords(
  engine: Engine,
  connection: DuckDBConnection,
  { definition: { match }, records }: MatchStep,
  path: string,
): Promise<Matched> {
  const features = featuresOf(match)
  const from = literal(engine.path(records))
  await connection.run(createFeatures(features, from))
  await connection.run('CREATE OR REPLACE TEMP TABLE member AS SELECT record, entity, record AS customer FROM feature')
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE link (record INTEGER, partner INTEGER, entity UTINYINT, kind VARCHAR, rule UTINYINT, score DOUBLE)',
  )
  const total = match.reduce((sum, { deduplication, rules }) => sum + deduplication.length + rules.length, 0)
  const result: Matched = { rules: [], skipped: [], pairsCompared: 0 }
  const run: Run = { connection, features, result, rules: { done: 0, total } }
  for (const [place, entity] of match.entries()) {
    await deduplicate(run, entity, place)
    if (place > 0) await matchWithEarlier(run, entity, place)
  }
  const names = match.flatMap(({ deduplication, rules }, place) => [
    ...deduplication.map(({ name }, rule) => `(${place}, 'deduplication', ${rule}, ${literal(name)})`),
    ...rules.map(({ name }, rule) => `(${place}, 'match', ${rule}, ${literal(name)})`),
  ])
  await connection.run(`
    COPY (
      WITH named (entity, kind, rule, name) AS (VALUES (-1, '', -1, '')${names.map(name => `, ${name}`).join('')}),
      -- What brought a record to the customers before its entity says more than what made it one with its likes.
      last AS (FROM link QUALIFY row_number() OVER (PARTITION BY record ORDER BY kind DESC) = 1)
      SELECT f.*, m.customer, last.partner, named.name AS rule, last.score
      FROM (SELECT record, entity, "key" FROM read_parquet(${from})) AS f JOIN member AS m USING (record)
      LEFT JOIN last USING (record)
      LEFT JOIN named ON named.entity = last.entity AND named.kind = last.kind AND named.rule = last.rule
    ) TO ${literal(path)} (FORMAT parquet)`)
  for (const table of ['feature', 'member', 'link']) await connection.run(`DROP TABLE ${table}`)
  return run.result
}

/** Records of one entity that are one and the same, however many steps apart, become one customer. */
async function deduplicate(run: Run, entity: MatchedEntity, place: number) {
  if (entity.deduplication.length === 0) return
  const { connection } = run
  const own = `entity = ${place}`
  await findEdges(run, entity, 'deduplication', { left: own, right: own, within: true })
  await findComponents(connection)
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE member AS
    SELECT record, entity, coalesce(root, customer) AS customer FROM member LEFT JOIN component USING (record)`)
  await connection.run(`
    INSERT INTO link SELECT b, a, ${place}, 'deduplication', rule, score FROM edge
    QUALIFY row_number() OVER (PARTITION BY b ORDER BY rule, score DESC, a) = 1`)
  await countLinks(run, entity, place, 'deduplication')
}

/** Each record, with what is one with it, joins at most one customer of the entities before: these are never joined by it. */
async function matchWithEarlier(run: Run, entity: MatchedEntity, place: number) {
  const { connection } = run
  await findEdges(run, entity, 'match', { left: `entity < ${place}`, right: `entity = ${place}`, within: false })
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE wish AS
    SELECT x.customer AS l, y.customer AS r, a, b, rule, score,
      row_number() OVER (ORDER BY rule, score DESC, a, b) AS rank
    FROM edge JOIN member AS x ON x.record = a JOIN member AS y ON y.record = b
    QUALIFY row_number() OVER (PARTITION BY l, r ORDER BY rule, score DESC, a, b) = 1`)
  if (entity.oneToOne) await assignOneToOne(connection)
  else {
    await connection.run(`
      CREATE OR REPLACE TEMP TABLE chosen AS FROM wish QUALIFY row_number() OVER (PARTITION BY r ORDER BY rank) = 1`)
  }
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE member AS
    SELECT record, entity, coalesce(l, customer) AS customer FROM member LEFT JOIN chosen ON chosen.r = member.customer`)
  await connection.run(`INSERT INTO link SELECT b, a, ${place}, 'match', rule, score FROM chosen`)
  await countLinks(run, entity, place, 'match')
}

/** Fills the table `edge` (a, b, rule, score) with the pairs that a rule holds for, each by the first that does. */
async function findEdges(
  { connection, features, result, rules }: Run,
  entity: MatchedEntity,
  kind: RuleKind,
  sides: Sides,
) {
  await connection.run('CREATE OR REPLACE TEMP TABLE edge (a INTEGER, b INTEGER, rule UTINYINT, score DOUBLE)')
  for (const [place, rule] of rulesOf(entity, kind).entries()) {
    const skipped = await findCandidates(connection, features, rule, sides)
    const about = { entityName: entity.entityName, rule: rule.name }
    result.skipped.push(...skipped.map(pass => ({ ...about, ...pass })))
    result.pairsCompared += await scoreCandidates(connection, features, rule, place)
    rules.done++
    tellProgress({ percent: (100 * rules.done) / rules.total })
  }
}

async function countLinks({ connection, result }: Run, entity: MatchedEntity, place: number, kind: RuleKind) {
  const counts = await rows<{ rule: number; links: number }>(
    connection,
    `SELECT rule, count(*)::DOUBLE AS links FROM link WHERE entity = ${place} AND kind = '${kind}' GROUP BY rule`,
  )
  for (const [index, { name }] of rulesOf(entity, kind).entries()) {
    const links = counts.find(({ rule }) => rule === index)?.links ?? 0
    result.rules.push({ entityName: entity.entityName, rule: name, kind, links })
  }
}

const rulesOf = ({ deduplication, rules }: MatchedEntity, kind: RuleKind): MatchRule[] =>
  kind === 'match' ? rules : deduplication
