import type { DuckDBConnection } from '@duckdb/node-api'
import { TIME } from '#lib/insights/files/column-type.ts'
import { copyTexts } from '#lib/insights/files/copy-texts.ts'
import { CsvProblem } from '#lib/insights/files/csv-bytes.ts'
import { checkNames } from '#lib/insights/files/csv-header.ts'
import { literal } from '#lib/insights/files/engine.ts'
import { textRows } from '#lib/insights/files/raw-rows.ts'
import type { Staging } from '#lib/insights/files/stage.ts'
import { place, type Staged } from '#lib/insights/files/staged.ts'
import { type AttributeType, IngestionError } from '#lib/insights/port.ts'

/** By the texts of so many records it is told whether what looks like a number was one. */
const SAMPLE = 100_000

/** Records become rows with a column for each field that some record has; objects and lists in them are JSON text. */
export async function stageJson(staging: Staging): Promise<Staged> {
  const { connection, source, work } = staging
  const path = `${work}.txt`
  const texts = await copyTexts(staging, path)
  const empty = texts.findIndex(({ rows, size }) => rows === 0 && size === 0)
  if (empty >= 0) throw new IngestionError(`${source.files[empty]?.displayPath} is empty: there is no record in it.`)
  const records = textRows(path, ['json'])
  const bare = { format: 'json' as const, files: source.files, names: [] as string[] }
  await refuseBroken(connection, records, line => place(bare, { line }))
  const known = (source.attributes ?? []).map(({ name }) => name)
  const found = await fields(connection, records)
  const rows = texts.reduce((sum, text) => sum + text.rows, 0)
  const names = rows === 0 ? known : found
  try {
    checkNames(names, 0)
  } catch (error) {
    throw error instanceof CsvProblem ? new IngestionError(`${place(bare, { line: 0 })}: ${error.message}.`) : error
  }
  if (names.length === 0) throw new IngestionError(`${place(bare, { line: 0 })} has no record with a field.`)
  const pointers = `[${names.map(name => literal(pointer(name))).join(', ')}]`
  const columns = names.map((_, index) => `v[${index + 1}] AS c${index}`)
  return {
    ...bare,
    relation: `(SELECT line, ${columns.join(', ')} FROM
      (SELECT line, json_extract_string(json, ${pointers}) AS v FROM ${records})) AS raw`,
    names,
    told: await toldTypes(connection, records, pointers, names.length),
    rows,
    headerLine: 0,
    multiline: new Set(),
    isCommaSeparated: true,
  }
}

const pointer = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

async function refuseBroken(connection: DuckDBConnection, records: string, placeOf: (line: number) => string) {
  const reader = await connection.runAndReadAll(
    `SELECT line, json FROM ${records} WHERE NOT json_valid(json) ORDER BY line LIMIT 1`,
  )
  if (reader.currentRowCount === 0) return
  throw new IngestionError(
    `${placeOf(Number(reader.value(0, 0)))}: it is not valid JSON${reason(String(reader.value(1, 0)))}.`,
  )
}

/** What is wrong with it, in the words of another parser. */
function reason(json: string): string {
  try {
    JSON.parse(json)
    return ''
  } catch (error) {
    return `: ${(error as Error).message.replace(/ in JSON at .*| *\(line .*|, "[\s\S]*/, '')}`
  }
}

/** The names of the fields, in the order in which they first appear. */
async function fields(connection: DuckDBConnection, records: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT keys[place] AS name FROM
       (SELECT line, keys, unnest(range(1, len(keys) + 1)) AS place FROM
         (SELECT line, json_keys(json) AS keys FROM ${records}))
     GROUP BY name ORDER BY min(line), min_by(place, line)`,
  )
  return reader.getRows().map(([name]) => String(name))
}

/** JSON tells texts from numbers: a field is text where some value is a text, and none that writes a date or time. */
async function toldTypes(
  connection: DuckDBConnection,
  records: string,
  pointers: string,
  count: number,
): Promise<(AttributeType | undefined)[]> {
  const isText = Array.from({ length: count }, (_, index) => {
    const [type, text] = [`t[${index + 1}]`, `v[${index + 1}]`]
    return `bool_or(${type} IN ('OBJECT', 'ARRAY') OR (${type} = 'VARCHAR' AND NOT regexp_full_match(${text}, '${TIME}')))`
  })
  const reader = await connection.runAndReadAll(
    `SELECT ${isText.join(', ')} FROM (
       SELECT json_type(json, ${pointers}) AS t, json_extract_string(json, ${pointers}) AS v FROM ${records} LIMIT ${SAMPLE})`,
  )
  return (reader.getRows()[0] ?? []).map(is => (is === true ? 'text' : undefined))
}
