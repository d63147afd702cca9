import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { columnTypes } from '#lib/insights/files/column-types.ts'
import { attributesOf, type Column, type PlannedColumn, planColumns } from '#lib/insights/files/columns.ts'
import { type NormalCsv, normaliseFile } from '#lib/insights/files/csv-file.ts'
import type { Engine } from '#lib/insights/files/engine.ts'
import { publish } from '#lib/insights/files/publish.ts'
import { Refusal } from '#lib/insights/files/refuse.ts'
import { writeVersion } from '#lib/insights/files/write-version.ts'
import { type Attribute, type FileSource, type Ingested, IngestionError } from '#lib/insights/port.ts'

/** By the rows with the first so many values the types are judged; by all rows where one of the others does not fit. */
const SAMPLE = 100_000

/**
 * Reads a CSV file into a new version: all of it, durably, or nothing.
 * @throws IngestionError naming file, line and column.
 */
export async function ingest(engine: Engine, source: FileSource, signal?: AbortSignal): Promise<Ingested> {
  const target = engine.path(source.target)
  if (existsSync(target)) throw new Error(`The version ${source.target} exists already.`)
  await mkdir(engine.workFolder, { recursive: true })
  const work = join(engine.workFolder, randomUUID())
  try {
    const [file, another] = source.files
    if (!file || another || source.format !== 'csv') throw new IngestionError('Only one CSV file can be read.')
    const csv = await normaliseFile(file, source.root, `${work}.txt`, signal)
    const attributes = await engine.use(signal, connection => toParquet(connection, source, csv, `${work}.parquet`))
    await publish(`${work}.parquet`, target)
    return { rows: csv.rows, attributes }
  } finally {
    await rm(`${work}.txt`, { force: true })
    await rm(`${work}.parquet`, { force: true })
  }
}

async function toParquet(
  connection: DuckDBConnection,
  source: FileSource,
  csv: NormalCsv,
  path: string,
): Promise<Attribute[]> {
  const refusal = new Refusal(connection, csv)
  const planned = planColumns(source, csv)
  let columns = await columnTypes(connection, csv, planned, Math.ceil(SAMPLE / planned.length))
  if (!(await writeVersion(connection, csv, columns, source.primaryKey, path))) {
    columns = await columnTypes(connection, csv, columns.map(settled))
    await refusal.misfits(columns)
    await writeVersion(connection, csv, columns, source.primaryKey, path)
  }
  const key = columns.find(({ name }) => name === source.primaryKey)
  if (key) await refusal.badKeys(key, path)
  return attributesOf(columns)
}

/** More rows cannot make a text column anything else. */
const settled = (column: Column): PlannedColumn =>
  column.type.type === 'text' && column.hasValues ? { ...column, fixed: 'text' } : column
