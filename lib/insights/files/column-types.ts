import type { DuckDBConnection } from '@duckdb/node-api'
import { type Digits, isDecimal, parse } from '#lib/insights/files/column-type.ts'
import type { Column, PlannedColumn } from '#lib/insights/files/columns.ts'
import { inferTypes, type Profile } from '#lib/insights/files/infer-types.ts'
import { rawColumn, type Staged } from '#lib/insights/files/staged.ts'

type Found = Profile & Digits & { column: number }

/** Finds out how the columns are read, by the first `sample` rows or by all of them. */
export async function columnTypes(
  connection: DuckDBConnection,
  staged: Staged,
  planned: PlannedColumn[],
  sample?: number,
): Promise<Column[]> {
  const open = planned.filter(({ fixed }) => fixed === undefined || fixed === 'decimal').map(({ index }) => index)
  const found = new Map(open.length > 0 ? await look(connection, staged, open, sample) : [])
  const inferred = inferTypes(
    planned.map(({ index, fixed }) => ({ fixed, profile: found.get(index) })),
    staged.isCommaSeparated,
  )
  return planned.map((column, at) => {
    const { type, hasComma } = inferred[at] ?? { type: 'text', hasComma: false }
    const profile = found.get(column.index)
    const digits = profile ?? { whole: 0, scale: 0, hasExponent: false }
    return {
      ...column,
      type: type === 'decimal' ? { type, hasComma, digits } : { type },
      hasValues: profile !== undefined && profile.values > 0,
    }
  })
}

/** One row for each column and value rather than an expression for each column: files have a thousand columns. */
async function look(
  connection: DuckDBConnection,
  staged: Staged,
  columns: number[],
  sample: number | undefined,
): Promise<[number, Found][]> {
  const isAnyDecimal = `(${isDecimal('text', false)} OR ${isDecimal('text', true)})`
  const most = (pattern: string) =>
    `coalesce(max(length(regexp_extract(text, '${pattern}', 1))) FILTER (${isAnyDecimal}), 0)::DOUBLE`
  const count = (expression: string) => `count(${expression})::DOUBLE`
  const reader = await connection.runAndReadAll(
    `SELECT "column", ${count('text')} AS "values",
       ${count(parse('text', { type: 'boolean' }))} AS "boolean",
       ${count(parse('text', { type: 'integer' }))} AS "integer",
       count_if(${isDecimal('text', false)})::DOUBLE AS point,
       count_if(${isDecimal('text', true)})::DOUBLE AS comma,
       ${count(parse('text', { type: 'date' }))} AS "date",
       ${count(parse('text', { type: 'timestamp' }))} AS "timestamp",
       ${most('^-?([0-9]*)')} AS whole,
       ${most('[.,]([0-9]*)')} AS scale,
       coalesce(bool_or(contains(lower(text), 'e')) FILTER (${isAnyDecimal}), FALSE) AS "hasExponent"
     FROM (
       SELECT unnest([${columns.map(rawColumn).join(', ')}]) AS text, unnest([${columns.join(', ')}]) AS "column"
       FROM (SELECT * FROM ${sample === undefined ? staged.relation : `${staged.head ?? staged.relation} LIMIT ${sample}`}) AS raw
     ) GROUP BY "column"`,
  )
  return (reader.getRowObjectsJS() as Found[]).map(found => [found.column, found])
}
