import type { DuckDBConnection } from '@duckdb/node-api'
import type { Features } from '#lib/insights/files/unify/features.ts'
import { rows } from '#lib/insights/files/unify/rows.ts'
import type { MatchCondition, MatchRule } from '#lib/insights/unification/definition.ts'

/** Which records are compared: those before an entity with its own, or its own with each other. */
export type Sides = { left: string; right: string; within: boolean }

export type SkippedPass = { types: string[]; blocks: number; records: number }

/** What records of a block have in common: conditions and the column of each that is equal. */
type Pass = { condition: MatchCondition; column: 'h' | 'b' | 'e' }[]

/** Blocks with more pairs are not compared: values so common tell nobody apart. */
const MAX_PAIRS_OF_BLOCK = 1000
/** The same where a rule has many passes, so that another one finds what this one leaves out. */
const MAX_PAIRS_OF_MANY = 100

/** Fills the table `candidate` (a, b) with the pairs that a rule has to look at. @returns the blocks that were skipped */
export async function findCandidates(
  connection: DuckDBConnection,
  features: Features,
  rule: MatchRule,
  sides: Sides,
): Promise<SkippedPass[]> {
  await connection.run('CREATE OR REPLACE TEMP TABLE found (a INTEGER, b INTEGER)')
  const { first, refined, limit } = passesOf(rule)
  const skipped = []
  for (const pass of first) skipped.push(await runPass(connection, features, pass, sides, limit))
  let left = skipped.filter(({ blocks }) => blocks > 0)
  if (left.length > 0 && refined.length > 0) {
    left = []
    for (const pass of refined) left.push(await runPass(connection, features, pass, sides, limit))
  }
  await connection.run('CREATE OR REPLACE TEMP TABLE candidate AS SELECT DISTINCT a, b FROM found')
  await connection.run('DROP TABLE found')
  return left.filter(({ blocks }) => blocks > 0)
}

/**
 * By what records are brought together. Where every condition must hold, the exact ones together lose no pair; blocks
 * that are too large are refined by what fuzzy values begin or end with. Where only some must hold, two that are equal do.
 */
function passesOf({ conditions, minimum = conditions.length }: MatchRule) {
  const equal = (...some: MatchCondition[]): Pass => some.map(condition => ({ condition, column: 'h' }))
  const affixes = (condition: MatchCondition): Pass => [
    { condition, column: 'b' },
    { condition, column: 'e' },
  ]
  if (minimum < conditions.length) {
    // Of three equal values two are in the same half, so the pairs of each half find what has three.
    const halves = minimum < 4 ? [conditions] : [0, 1].map(half => conditions.filter((_, at) => at % 2 === half))
    const pairs = halves.flatMap(half => half.flatMap((one, at) => half.slice(at + 1).map(other => equal(one, other))))
    const first = minimum === 1 ? conditions.map(one => equal(one)) : pairs
    return { first, refined: [], limit: MAX_PAIRS_OF_MANY }
  }
  const exact = equal(...conditions.filter(({ method }) => method === 'exact'))
  const fuzzy = conditions.filter(({ method }) => method !== 'exact').map(affixes)
  // Every condition must hold, so the affixes of two fuzzy ones are enough.
  const [one = [], other] = fuzzy
  const refined = one.flatMap(affix => (other ? other.map(another => [...exact, affix, another]) : [[...exact, affix]]))
  const limit = MAX_PAIRS_OF_BLOCK
  return exact.length > 0 ? { first: [exact], refined, limit } : { first: refined, refined: [], limit }
}

async function runPass(
  connection: DuckDBConnection,
  { of }: Features,
  pass: Pass,
  { left, right, within }: Sides,
  limit: number,
): Promise<SkippedPass> {
  const columns = pass.map(({ condition, column }) => `${column}${of(condition)}`)
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE blocked AS
    SELECT record, ${right} AS is_right, hash(${columns.join(', ')}) AS block FROM feature
    WHERE (${left} OR ${right}) AND ${columns.map(column => `${column} IS NOT NULL`).join(' AND ')}`)
  const pairs = within ? 'count(*) * (count(*) - 1) // 2' : 'count_if(NOT is_right) * count_if(is_right)'
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE block AS
    SELECT block, count(*) AS records, ${pairs} AS pairs FROM blocked GROUP BY block HAVING pairs > 0`)
  await connection.run(`
    INSERT INTO found SELECT x.record, y.record
    FROM (FROM block WHERE pairs <= ${limit}) AS block
    JOIN blocked AS x ON x.block = block.block ${within ? '' : 'AND NOT x.is_right'}
    JOIN blocked AS y ON y.block = block.block ${within ? 'AND x.record < y.record' : 'AND y.is_right'}`)
  const [skipped] = await rows<{ blocks: number; records: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS blocks, coalesce(sum(records), 0)::DOUBLE AS records FROM block WHERE pairs > ${limit}`,
  )
  return { types: pass.map(({ condition }) => condition.type), blocks: 0, records: 0, ...skipped }
}
