import type { DuckDBConnection } from '@duckdb/node-api'
import { copyFile } from '#lib/insights/files/copy-file.ts'
import { literal } from '#lib/insights/files/engine.ts'
import type { Staging } from '#lib/insights/files/stage.ts'
import { lineBefore, type Staged } from '#lib/insights/files/staged.ts'
import { type AttributeType, type FileSource, IngestionError, type SourceFile } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'

type ParquetFile = { from: string; columns: Map<string, string>; rows: number }

/** The values become text as everything does; the file's types are kept. */
export async function stageParquet({ connection, source, work, headOnly, signal }: Staging): Promise<Staged> {
  const files: ParquetFile[] = []
  for (const [index, file] of (headOnly ? source.files.slice(0, 1) : source.files).entries()) {
    const path = `${work}-${index}.parquet-source`
    await copyFile(file, source.root, path, signal)
    files.push(await describe(connection, file, path))
  }
  const [first] = files
  const names = [...(first?.columns.keys() ?? [])]
  const types = [...(first?.columns.values() ?? [])]
  for (const [index, { columns }] of files.entries()) sameColumns(source, index, names, [...columns.keys()])
  const selects = files.map(({ from, columns }, index) => {
    const values = names.map((name, at) => `${asText(identifier(name), columns.get(name) ?? '')} AS c${at}`)
    return `SELECT ${lineBefore(index)} + file_row_number + 1 AS line, ${values.join(', ')} FROM ${from}`
  })
  return {
    format: 'parquet',
    files: source.files,
    relation: `(${selects.join(' UNION ALL ')}) AS raw`,
    names,
    told: types.map(typeOf),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    headerLine: 0,
    multiline: new Set(),
    isCommaSeparated: true,
  }
}

async function describe(connection: DuckDBConnection, { displayPath }: SourceFile, path: string): Promise<ParquetFile> {
  const from = `read_parquet(${literal(path)}, file_row_number = true)`
  try {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${from}`)
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${from}`)
    const columns = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]))
    return { from, columns, rows: Number(counted.value(0, 0)) }
  } catch (error) {
    throw new IngestionError(`${displayPath} is not a Parquet file, or a broken one: ${reason(error, path)}.`)
  }
}

/** DuckDB's words, without our own path. */
const reason = (error: unknown, path: string) =>
  (error instanceof Error ? error.message : String(error))
    .split('\n', 1)
    .join()
    .replace(/^[A-Z][A-Za-z ]* Error: /, '')
    .replaceAll(`'${path}'`, 'it')
    .replaceAll(path, 'it')
    .replace(/\.$/, '')

function sameColumns(source: FileSource, index: number, names: string[], theirs: string[]) {
  const [file, first] = [source.files[index]?.displayPath, source.files[0]?.displayPath]
  const missing = names.find(name => !theirs.includes(name))
  const extra = theirs.find(name => !names.includes(name))
  if (missing === undefined && extra === undefined) return
  const what =
    missing === undefined
      ? `there is a column "${extra}", which ${first} has not`
      : `the column "${missing}" is missing, which ${first} has`
  throw new IngestionError(`${file}: ${what}. Files that are read together have the same columns.`)
}

function asText(column: string, type: string): string {
  if (type === 'FLOAT' || type === 'DOUBLE') return `CASE WHEN isfinite(${column}) THEN ${column}::VARCHAR END`
  if (type === 'TIMESTAMP WITH TIME ZONE') return `${column}::TIMESTAMP::VARCHAR`
  if (/[[\]()]/.test(type) && !type.startsWith('DECIMAL')) return `to_json(${column})::VARCHAR`
  return `${column}::VARCHAR`
}

function typeOf(type: string): AttributeType {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return 'integer'
  if (/^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return 'decimal'
  if (type === 'BOOLEAN') return 'boolean'
  if (type === 'DATE') return 'date'
  return type.startsWith('TIMESTAMP') ? 'timestamp' : 'text'
}
