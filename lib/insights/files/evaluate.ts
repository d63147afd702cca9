import type { DuckDBConnection } from '@duckdb/node-api'
import { type Batch, batches, batchToSql, groupsToSql, halves, hasDimensions } from '#lib/insights/batches.ts'
import { type Engine, OutOfMemory } from '#lib/insights/files/engine.ts'
import { evaluateSql } from '#lib/insights/files/evaluate-sql.ts'
import { relationsOf } from '#lib/insights/files/relations.ts'
import { toJson, toNumber } from '#lib/insights/files/value.ts'
import type { Evaluated, Evaluation, FileTable } from '#lib/insights/port.ts'
import { SqlRefused } from '#lib/insights/sandbox/allowed.ts'
import type { Relations } from '#lib/insights/statement.ts'
import { log } from '#lib/log.ts'

/** DataPort.evaluate over versions. */
export async function evaluate(
  engine: Engine,
  tables: Record<string, FileTable>,
  evaluations: Evaluation[],
  signal?: AbortSignal,
): Promise<Evaluated[]> {
  const relations = relationsOf(engine, tables)
  const results: Evaluated[] = []
  const rules: Batch['members'] = []
  const failed = (error: unknown): Evaluated => {
    signal?.throwIfAborted()
    return { error: explain(error) }
  }
  const run = async (batch: Batch): Promise<void> => {
    try {
      const values = await engine.use(signal, connection => evaluateBatch(connection, batch, relations))
      for (const [index, { place }] of batch.members.entries()) results[place] = values[index] ?? { value: null }
    } catch (error) {
      signal?.throwIfAborted()
      const [only, ...more] = batch.members
      if (only && more.length === 0) results[only.place] = failed(error)
      else for (const half of halves(batch)) await run(half)
    }
  }
  for (const [place, evaluation] of evaluations.entries()) {
    if (evaluation.kind !== 'sql') rules.push({ place, evaluation })
    else results[place] = await evaluateSql(engine, tables, evaluation, signal).catch(failed)
  }
  for (const batch of batches(rules)) await run(batch)
  return results
}

/** What an evaluation that fits can still run into: numbers too large, memory too small. Anything else is for the log. */
function explain(error: unknown): string {
  const isExpected =
    error instanceof OutOfMemory ||
    error instanceof SqlRefused ||
    (error instanceof Error && error.message.startsWith('Out of Range'))
  if (isExpected) return error.message
  log.error({ err: error }, 'an evaluation failed unexpectedly')
  return 'It failed for a reason of its own here, not of the data; see the log of the worker.'
}

async function evaluateBatch(connection: DuckDBConnection, batch: Batch, relations: Relations): Promise<Evaluated[]> {
  const first = batch.members[0]?.evaluation
  if (first && hasDimensions(first)) {
    const { sql, parameters } = groupsToSql(first, relations)
    const reader = await connection.runAndReadAll(sql, parameters)
    const names = first.dimensions ?? []
    const groups = reader.getRows().map(row => ({
      dimensions: Object.fromEntries(names.map((name, at) => [name, toJson(row[at] ?? null)])),
      value: toNumber(row[names.length] ?? null),
    }))
    return [{ value: null, groups }]
  }
  const { sql, parameters } = batchToSql(batch, relations)
  const reader = await connection.runAndReadAll(sql, parameters)
  return batch.members.map((_, index) => {
    try {
      return { value: toNumber(reader.value(index, 0)) }
    } catch (error) {
      return { error: explain(error) }
    }
  })
}
