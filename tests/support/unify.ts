import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { localFiles } from '#lib/insights/files/local-files.ts'
import type { FileSource, FileTable } from '#lib/insights/port.ts'
import type { Definition } from '#lib/insights/unification/definition.ts'
import type { Unifiable } from '#lib/insights/unification/propose.ts'

/** A folder of customer data in which entities are read and unified, without a database. */
export async function unifier(settings = { memoryMegabytes: 512, threads: 2 }) {
  const folder = await mkdtemp(join(tmpdir(), 'highwater-unify-'))
  const port = localFiles({ folder, ...settings })
  const version = () => `${randomUUID()}.parquet`
  const entities: (Unifiable & { table: FileTable })[] = []

  return {
    entities,
    port,
    /** Reads a CSV file, or the text of one, into an entity. Under the same name again: its next version. */
    async add(name: string, from: { path: string } | { csv: string }, primaryKey = 'id') {
      const path = 'path' in from ? resolve(from.path) : join(folder, `${randomUUID()}.csv`)
      if ('csv' in from) await writeFile(path, from.csv)
      const files = [{ path, displayPath: basename(path) }]
      const source: FileSource = { format: 'csv', files, root: dirname(path), primaryKey, target: version() }
      const { attributes } = await port.ingest(source)
      const entity = { name, primaryKey, attributes, table: { file: source.target, attributes } }
      const at = entities.findIndex(other => other.name === name)
      entities.splice(at < 0 ? entities.length : at, 1, entity)
    },
    /** Map, match and merge. `earlier` is the file of the links before. */
    async unify(definition: Definition, { earlier, seed = 'seed' }: { earlier?: string; seed?: string } = {}) {
      const tables = Object.fromEntries(entities.map(({ name, table }) => [name, table]))
      const [records, matches, customers, links] = [version(), version(), version(), version()]
      const mapped = await port.unify({ phase: 'map', definition, tables, target: records })
      const matched = await port.unify({ phase: 'match', definition, records, target: matches })
      const files = { customers, links }
      const merged = await port.unify({ phase: 'merge', definition, tables, matches, earlier, seed, ...files })
      const read = async (file: string, attributes: FileTable['attributes']) =>
        (await port.read({ file, attributes }, { top: 1_000_000, skip: 0 })).rows
      return {
        mapped,
        matched,
        merged,
        linksFile: links,
        customers: await read(customers, merged.customerAttributes),
        links: await read(links, merged.linkAttributes),
      }
    },
    async [Symbol.asyncDispose]() {
      await port[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
