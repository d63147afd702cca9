import type { DuckDBConnection } from '@duckdb/node-api'
import { type Digits, decimalType, digits, LOOKS } from '#lib/insights/files/column-type.ts'
import type { Column, PlannedColumn } from '#lib/insights/files/columns.ts'
import type { NormalCsv } from '#lib/insights/files/csv-file.ts'
import { inferTypes, type Profile } from '#lib/insights/files/infer-types.ts'
import { rawColumn, rawRows } from '#lib/insights/files/raw-rows.ts'

const NO_DIGITS: Digits = { whole: 0, scale: 0, hasExponent: false }

/** Finds out how the columns are read, by the first `sample` rows or by all of them. */
export async function columnTypes(
  connection: DuckDBConnection,
  csv: NormalCsv,
  planned: PlannedColumn[],
  sample?: number,
): Promise<Column[]> {
  const rows = sample === undefined ? rawRows(csv) : `(SELECT * FROM ${rawRows(csv)} LIMIT ${sample}) AS raw`
  const select = async <T>(expressions: string[]) =>
    (await connection.runAndReadAll(`SELECT [${expressions.join(', ')}] FROM ${rows}`)).getRowsJS()[0]?.[0] as T[]

  const profiles = await select<Profile>(planned.map(({ index }) => profile(rawColumn(index), csv.isCommaSeparated)))
  const inferred = inferTypes(
    profiles,
    planned.map(({ fixed }) => fixed),
    csv.isCommaSeparated,
  )
  const found = await select<Digits | null>(
    planned.map(({ index }, at) =>
      inferred[at]?.type === 'decimal' ? digits(rawColumn(index), inferred[at].hasComma) : 'NULL',
    ),
  )
  return planned.map((column, at) => {
    const { type, hasComma } = inferred[at] ?? { type: 'text', hasComma: false }
    return {
      ...column,
      type: type === 'decimal' ? decimalType(hasComma, found[at] ?? NO_DIGITS) : { type },
      hasValues: profiles[at]?.values !== 0,
    }
  })
}

function profile(column: string, isCommaSeparated: boolean): string {
  const counts = {
    boolean: LOOKS.boolean(column),
    integer: LOOKS.integer(column),
    point: LOOKS.decimal(column, false),
    comma: isCommaSeparated ? 'FALSE' : LOOKS.decimal(column, true),
    date: LOOKS.date(column),
    timestamp: LOOKS.timestamp(column),
  }
  const entries = Object.entries(counts).map(([name, condition]) => `'${name}': count_if(${condition})::DOUBLE`)
  return `{'values': count(${column})::DOUBLE, ${entries.join(', ')}}`
}
