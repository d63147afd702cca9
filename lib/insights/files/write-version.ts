import type { DuckDBConnection } from '@duckdb/node-api'
import { parse } from '#lib/insights/files/column-type.ts'
import type { Column } from '#lib/insights/files/columns.ts'
import { literal } from '#lib/insights/files/engine.ts'
import { type Merge, merged } from '#lib/insights/files/merge.ts'
import { rawColumn, type Staged } from '#lib/insights/files/staged.ts'
import { identifier } from '#lib/insights/rule-sql.ts'

const MISFIT = 'a value does not fit its column'

/**
 * Writes the rows as Parquet, sorted by the primary key so that one row is found without reading the others.
 * @returns how many; undefined where a value does not fit its column.
 */
export async function writeVersion(
  connection: DuckDBConnection,
  staged: Staged,
  columns: Column[],
  { primaryKey, path, merge }: { primaryKey: string | undefined; path: string; merge: Merge | undefined },
): Promise<number | undefined> {
  const rows = `SELECT ${columns.map(column => written(column, staged)).join(', ')} FROM ${staged.relation}`
  const order = primaryKey === undefined ? '' : `ORDER BY ${identifier(primaryKey)}`
  const select = merge ? merged(rows, merge, columns) : rows
  try {
    const { rowsChanged } = await connection.run(
      `COPY (SELECT * FROM (${select}) ${order}) TO ${literal(path)} (FORMAT parquet)`,
    )
    const rowsRead = await staged.rows
    if (!merge && rowsChanged !== rowsRead)
      throw new Error(`${rowsChanged} rows were written where ${rowsRead} were read.`)
    return rowsChanged
  } catch (error) {
    if (error instanceof Error && error.message.includes(MISFIT)) return undefined
    throw error
  }
}

function written(column: Column, { multiline }: Staged): string {
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
