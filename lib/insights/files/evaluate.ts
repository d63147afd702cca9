import { DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api'
import { aggregateToSql } from '#lib/insights/aggregate.ts'
import { type Engine, literal } from '#lib/insights/files/engine.ts'
import type { Evaluation, Table } from '#lib/insights/port.ts'
import { ruleToSql } from '#lib/insights/rule-sql.ts'

/** DataPort.evaluate over a version. */
export async function evaluate(
  engine: Engine,
  { file, attributes }: Table,
  evaluation: Evaluation,
  signal?: AbortSignal,
): Promise<number | null> {
  const isCount = evaluation.kind === 'count'
  const expression = isCount ? 'count(*)' : aggregateToSql(evaluation, attributes)
  const { sql, parameters } = isCount
    ? ruleToSql(evaluation.rule, attributes)
    : ruleToSql(evaluation.filter ?? { all: [] }, attributes, 'definition.filter')
  const statement = `SELECT ${expression} FROM read_parquet(${literal(engine.path(file))}) WHERE ${sql}`
  const rows = await engine.use(signal, connection => connection.runAndReadAll(statement, parameters))
  return toNumber(rows.value(0, 0))
}

function toNumber(value: DuckDBValue): number | null {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'bigint' || value instanceof DuckDBDecimalValue) return Number(value.toString())
  throw new Error(`An aggregate is no number: ${value}`)
}
