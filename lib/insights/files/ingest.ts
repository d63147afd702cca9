import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { columnTypes } from '#lib/insights/files/column-types.ts'
import { attributesOf, type Column, type PlannedColumn, planColumns } from '#lib/insights/files/columns.ts'
import type { Engine } from '#lib/insights/files/engine.ts'
import { mergeOf } from '#lib/insights/files/merge.ts'
import { publish } from '#lib/insights/files/publish.ts'
import { Refusal } from '#lib/insights/files/refuse.ts'
import { type Staging, stage } from '#lib/insights/files/stage.ts'
import { stagePlain } from '#lib/insights/files/stage-plain.ts'
import type { Staged } from '#lib/insights/files/staged.ts'
import { writeVersion } from '#lib/insights/files/write-version.ts'
import { type FileSource, type Ingested, IngestionError } from '#lib/insights/port.ts'

/** By the rows with the first so many values the types are judged; by all rows where one of the others does not fit. */
const SAMPLE = 100_000

/**
 * Reads files into a new version: all of them, durably, or nothing.
 * @throws IngestionError naming file, line and column.
 */
export async function ingest(engine: Engine, source: FileSource, signal?: AbortSignal): Promise<Ingested> {
  const target = engine.path(source.target)
  if (existsSync(target)) throw new Error(`The version ${source.target} exists already.`)
  return build(engine, source, false, signal, async (version, ingested) => {
    await publish(version, target)
    return ingested
  })
}

/**
 * Writes the rows as Parquet into the folder of work in progress; what `use` leaves there is removed.
 * @param headOnly whether the rows at the beginning are enough
 */
export async function build<T>(
  engine: Engine,
  source: FileSource,
  headOnly: boolean,
  signal: AbortSignal | undefined,
  use: (version: string, ingested: Ingested) => Promise<T>,
): Promise<T> {
  await mkdir(engine.workFolder, { recursive: true })
  const work = join(engine.workFolder, randomUUID())
  try {
    const ingested = await engine.use(signal, async connection => {
      const staging = { connection, source, work, headOnly, signal }
      const quick = await quickly(engine, staging)
      if (quick) return quick
      const staged = await stage(staging)
      try {
        return await toParquet(engine, connection, source, staged, `${work}.parquet`)
      } catch (error) {
        await refuseUnreadable(connection, staged, error)
        throw error
      }
    })
    return await use(`${work}.parquet`, ingested)
  } finally {
    for (const name of await readdir(engine.workFolder)) {
      if (name.includes(basename(work))) await rm(join(engine.workFolder, name), { force: true })
    }
  }
}

/** Undefined where the file is not plain, or not right: then it is read again, and what is wrong is said. */
async function quickly(engine: Engine, staging: Staging): Promise<Ingested | undefined> {
  const { connection, source, work, signal } = staging
  const staged = await stagePlain(staging)
  if (!staged) return undefined
  try {
    return await toParquet(engine, connection, source, staged, `${work}.parquet`)
  } catch {
    await staged.rows
    signal?.throwIfAborted()
    await rm(`${work}.parquet`, { force: true })
    return undefined
  }
}

async function toParquet(
  engine: Engine,
  connection: DuckDBConnection,
  source: FileSource,
  staged: Staged,
  path: string,
): Promise<Ingested> {
  const refusal = new Refusal(connection, staged)
  const { primaryKey } = source
  const planned = planColumns(source, staged)
  let columns = await columnTypes(connection, staged, planned, Math.ceil(SAMPLE / planned.length))
  const write = () =>
    writeVersion(connection, staged, columns, { primaryKey, path, merge: mergeOf(engine, source, staged, columns) })
  let rows = await write()
  if (rows === undefined) {
    columns = await columnTypes(connection, staged, columns.map(settled))
    await refusal.misfits(columns)
    rows = await write()
  }
  if (rows === undefined) throw new Error('A value that fits its column was refused.')
  const merge = mergeOf(engine, source, staged, columns)
  if (merge) {
    await refusal.empty(merge.key, 'the primary key')
    await refusal.empty(merge.watermark, 'the column that tells newer rows')
  }
  const key = columns.find(({ name }) => name === primaryKey)
  if (key && !merge) await refusal.badKeys(key, path)
  return { rows, attributes: attributesOf(columns) }
}

/** More rows cannot make a text column anything else. */
const settled = (column: Column): PlannedColumn =>
  column.type.type === 'text' && column.hasValues ? { ...column, fixed: 'text' } : column

/** A Parquet file may be broken anywhere; only by reading all of it is it told from trouble of our own. */
async function refuseUnreadable(connection: DuckDBConnection, { format, relation, files }: Staged, cause: unknown) {
  if (format !== 'parquet' || cause instanceof IngestionError) return
  try {
    await connection.run(`SELECT max(hash(raw)) FROM ${relation}`)
  } catch {
    throw new IngestionError(`${files.map(({ displayPath }) => displayPath).join(', ')}: the Parquet data is broken.`)
  }
}
