import type { DuckDBConnection } from '@duckdb/node-api'
import { parse } from '#lib/insights/files/column-type.ts'
import type { Column } from '#lib/insights/files/columns.ts'
import type { NormalCsv } from '#lib/insights/files/csv-file.ts'
import { literal } from '#lib/insights/files/engine.ts'
import { rawColumn, rawRows } from '#lib/insights/files/raw-rows.ts'
import { identifier } from '#lib/insights/rule-sql.ts'

const MISFIT = 'a value does not fit its column'

/**
 * Writes the rows as Parquet, sorted by the primary key so that one row is found without reading the others.
 * @returns false where a value does not fit its column.
 */
export async function writeVersion(
  connection: DuckDBConnection,
  csv: NormalCsv,
  columns: Column[],
  primaryKey: string | undefined,
  path: string,
): Promise<boolean> {
  const key = columns.findIndex(({ name }) => name === primaryKey)
  const order = key < 0 ? '' : `ORDER BY ${key + 1}`
  const select = `SELECT ${columns.map(column => written(column, csv)).join(', ')} FROM ${rawRows(csv)} ${order}`
  try {
    const { rowsChanged } = await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`)
    if (rowsChanged !== csv.rows) throw new Error(`${rowsChanged} rows were written where ${csv.rows} were read.`)
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes(MISFIT)) return false
    throw error
  }
}

function written(column: Column, { multiline }: NormalCsv): string {
  const raw = rawColumn(column.index)
  const text = multiline.has(column.index) ? `replace(${raw}, chr(30), chr(10))` : raw
  const parsed = parsedValue(column)
  const value =
    parsed === undefined ? text : `CASE WHEN ${raw} IS NOT NULL THEN coalesce(${parsed}, error('${MISFIT}')) END`
  return `${value} AS ${identifier(column.name)}`
}

/** The expression that is null where a value does not fit; undefined where every value fits. */
export function parsedValue({ index, type, fixed, hasValues }: Column): string | undefined {
  // Where the rows looked at had no value, one in a later row tells the type.
  if (fixed === undefined && !hasValues) return 'CAST(NULL AS VARCHAR)'
  return type.type === 'text' ? undefined : parse(rawColumn(index), type)
}
