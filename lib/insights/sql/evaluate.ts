import { type Batch, batches, batchToSql, groupsToSql, halves, hasDimensions } from '#lib/insights/batches.ts'
import type { Evaluated, Evaluation, RelationTable, SqlEvaluation } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import { type Ask, StatementFailed } from '#lib/insights/sql/in-database.ts'
import { relationOf } from '#lib/insights/sql/relation.ts'
import { toJson, toNumber } from '#lib/insights/sql/value.ts'
import type { Relations } from '#lib/insights/statement.ts'

/** Rows of a statement that are shown. */
const SHOWN_ROWS = 100

/** DataPort.evaluate over relations of one database, in one transaction: all as of one moment. */
export async function evaluate(
  ask: Ask,
  tables: Record<string, RelationTable>,
  evaluations: Evaluation[],
): Promise<Evaluated[]> {
  const relations = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, relationOf(table)]))
  const results: Evaluated[] = []
  const rules: Batch['members'] = []
  const run = async (batch: Batch): Promise<void> => {
    try {
      const values = await undoable(ask, () => evaluateBatch(ask, batch, relations))
      for (const [index, { place }] of batch.members.entries()) results[place] = values[index] ?? { value: null }
    } catch (error) {
      const [only, ...more] = batch.members
      if (only && more.length === 0) results[only.place] = failed(error)
      else for (const half of halves(batch)) await run(half)
    }
  }
  for (const [place, evaluation] of evaluations.entries()) {
    if (evaluation.kind !== 'sql') rules.push({ place, evaluation })
    else results[place] = await undoable(ask, () => evaluateSql(ask, evaluation, relations)).catch(failed)
  }
  for (const batch of batches(rules)) await run(batch)
  return results
}

function failed(error: unknown): Evaluated {
  if (error instanceof StatementFailed) return { error: error.message }
  throw error
}

/** A statement that fails leaves the transaction as it was. */
async function undoable<T>(ask: Ask, work: () => Promise<T>): Promise<T> {
  await ask('SAVEPOINT evaluation')
  try {
    return await work()
  } catch (error) {
    await ask('ROLLBACK TO SAVEPOINT evaluation')
    throw error
  }
}

async function evaluateBatch(ask: Ask, batch: Batch, relations: Relations): Promise<Evaluated[]> {
  const first = batch.members[0]?.evaluation
  if (first && hasDimensions(first)) {
    const { sql, parameters } = groupsToSql(first, relations)
    const { rows } = await ask(sql, parameters)
    const types = new Map(relations[first.entityName]?.attributes.map(({ name, type }) => [name, type]))
    const names = first.dimensions ?? []
    const groups = rows.map(row => ({
      dimensions: Object.fromEntries(
        names.map((name, at) => [name, toJson(row[at] ?? null, types.get(name) ?? 'text')]),
      ),
      value: toNumber(row.at(-1) ?? null),
    }))
    return [{ value: null, groups }]
  }
  const { sql, parameters } = batchToSql(batch, relations)
  const { rows } = await ask(sql, parameters)
  return batch.members.map((_, index) => answered(rows[0]?.[index] ?? null))
}

function answered(text: string | null): Evaluated {
  try {
    return { value: toNumber(text) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** A statement over the entities by their names, in any case, which stand before it as queries of their own. */
async function evaluateSql(
  ask: Ask,
  { result, sql, entityNames }: SqlEvaluation,
  relations: Relations,
): Promise<Evaluated> {
  const named = entityNames.map(name => `${identifier(name)} AS ${relations[name]?.from}`)
  // PostgreSQL takes a name without quotes for one in lower case. Last, so that they hide no table of an entity.
  const folded = entityNames
    .filter(name => !entityNames.includes(name.toLowerCase()))
    .map(name => `${identifier(name.toLowerCase())} AS (SELECT * FROM ${identifier(name)})`)
  const entities = [...named, ...folded]
  const before = entities.length === 0 ? '' : `WITH ${entities.join(', ')} `
  const query = `(${sql.replace(/[;\s]+$/, '')}\n)`
  if (result === 'ids') {
    const { rows } = await ask(`${before}SELECT count(DISTINCT id) FROM ${query} AS q(id)`)
    return answered(rows[0]?.[0] ?? null)
  }
  const { rows, columns } = await ask(
    `${before}SELECT * FROM ${query} AS q LIMIT ${result === 'number' ? 2 : SHOWN_ROWS}`,
  )
  if (result === 'rows') {
    return {
      value: null,
      rows: rows.map(row => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]))),
    }
  }
  if (columns.length !== 1) return { error: `It must give one number, and gives ${columns.length} columns.` }
  if (rows.length > 1) return { error: 'It must give one number, and gives more than one row.' }
  return answered(rows[0]?.[0] ?? null)
}
