import { mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { database } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { localFiles } from '#lib/insights/files/local-files.ts'
import { customerDataFolder } from '#lib/insights/folders.ts'

type NewEntity = {
  name: string
  primaryKey?: string
  /** A file to read, or the text of one. */
  from: { path: string } | { csv: string }
}

/** An entity with a first version, read from real CSV as a refresh does. */
export async function makeEntity(instanceId: string, { name, primaryKey, from }: NewEntity) {
  const path = 'path' in from ? resolve(from.path) : join(tmpdir(), `${uuid7()}.csv`)
  if ('csv' in from) await writeFile(path, from.csv)
  await mkdir(customerDataFolder(), { recursive: true })
  const source = await database().dataSource.create({
    data: { instanceId, name: name.toLowerCase(), friendlyName: name, kind: 'file', path: basename(path) },
  })
  const file = `${instanceId}/${source.id}/${uuid7()}.parquet`
  await using port = localFiles({ folder: customerDataFolder(), memoryMegabytes: 256, threads: 1 })
  const wanted = {
    format: 'csv' as const,
    files: [{ path, displayPath: basename(path) }],
    root: dirname(path),
    primaryKey,
    target: file,
  }
  const { rows, attributes } = await port.ingest(wanted)
  if ('csv' in from) await rm(path)
  return database().entity.create({
    data: { instanceId, name, dataSourceId: source.id, attributes, primaryKey, file, rows, refreshedAt: new Date() },
  })
}
