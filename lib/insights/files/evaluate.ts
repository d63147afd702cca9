import { type DuckDBConnection, DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api'
import {
  type Batch,
  batches,
  batchToSql,
  groupsToSql,
  halves,
  hasDimensions,
  type RuleEvaluation,
} from '#lib/insights/batches.ts'
import { type Engine, OutOfMemory } from '#lib/insights/files/engine.ts'
import { toJson } from '#lib/insights/files/read.ts'
import { relationsOf } from '#lib/insights/files/relations.ts'
import type { Evaluated, Evaluation, Tables } from '#lib/insights/port.ts'
import type { Relations } from '#lib/insights/statement.ts'
import { log } from '#lib/log.ts'

/** DataPort.evaluate over versions. */
export async function evaluate(
  engine: Engine,
  tables: Tables,
  evaluations: Evaluation[],
  signal?: AbortSignal,
): Promise<Evaluated[]> {
  const relations = relationsOf(engine, tables)
  const results: Evaluated[] = []
  const sound: Batch['members'] = []
  for (const [place, evaluation] of evaluations.entries()) {
    if (evaluation.kind === 'sql') {
      results[place] = { error: 'SQL cannot be evaluated yet.' }
      continue
    }
    sound.push({ place, evaluation })
  }

  const run = async (batch: Batch): Promise<void> => {
    try {
      const values = await engine.use(signal, connection => evaluateBatch(connection, batch, relations))
      for (const [index, { place }] of batch.members.entries()) results[place] = values[index] ?? { value: null }
    } catch (error) {
      signal?.throwIfAborted()
      const [only, ...more] = batch.members
      if (only && more.length === 0) results[only.place] = { error: explain(error) }
      else for (const half of halves(batch)) await run(half)
    }
  }
  for (const batch of batches(sound)) await run(batch)
  return results
}

/** What a rule that fits can still run into: numbers too large, memory too small. Anything else is for the log. */
function explain(error: unknown): string {
  if (error instanceof OutOfMemory || (error instanceof Error && error.message.startsWith('Out of Range')))
    return error.message
  log.error({ err: error }, 'an evaluation failed unexpectedly')
  return 'It failed for a reason of its own here, not of the data; see the log of the worker.'
}

async function evaluateBatch(connection: DuckDBConnection, batch: Batch, relations: Relations): Promise<Evaluated[]> {
  const first = batch.members[0]?.evaluation
  if (first && hasDimensions(first)) return [await evaluateGroups(connection, first, relations)]
  const { sql, parameters } = batchToSql(batch, relations)
  const reader = await connection.runAndReadAll(sql, parameters)
  return batch.members.map((_, index) => ({ value: toNumber(reader.value(index, 0)) }))
}

async function evaluateGroups(
  connection: DuckDBConnection,
  evaluation: RuleEvaluation & { kind: 'aggregate' },
  relations: Relations,
): Promise<Evaluated> {
  const { sql, parameters } = groupsToSql(evaluation, relations)
  const reader = await connection.runAndReadAll(sql, parameters)
  const names = [...(evaluation.dimensions ?? []), 'value']
  const rows = reader.getRows().map(row => Object.fromEntries(names.map((name, at) => [name, toJson(row[at] ?? null)])))
  return { value: null, rows }
}

function toNumber(value: DuckDBValue): number | null {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'bigint' || value instanceof DuckDBDecimalValue) return Number(value.toString())
  throw new Error(`An aggregate is no number: ${value}`)
}
