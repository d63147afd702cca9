import type { DuckDBConnection } from '@duckdb/node-api'
import { fits, value } from '#lib/insights/files/column-type.ts'
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
  const condition = misfits(column)
  const expression =
    condition === undefined
      ? text
      : `CASE WHEN ${condition} THEN error('${MISFIT}') ELSE ${value(raw, column.type)} END`
  return `${expression} AS ${identifier(column.name)}`
}

/** The condition under which a value does not fit; undefined where all do. A column without values is not told yet. */
export function misfits({ index, type, fixed, hasValues }: Column): string | undefined {
  const raw = rawColumn(index)
  if (fixed === undefined && !hasValues) return `${raw} IS NOT NULL`
  return type.type === 'text' ? undefined : `${raw} IS NOT NULL AND (${fits(raw, type)}) IS NOT TRUE`
}
