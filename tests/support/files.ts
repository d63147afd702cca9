import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type FilesPort, localFiles } from '#lib/insights/files/local-files.ts'
import { filesProcess } from '#lib/insights/files/process.ts'
import type { Aggregate, Attribute, FileSource, FileTable } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'

const LIMITS = { memoryMegabytes: 256, threads: 2 }

/** A drop folder and a customer-data folder of the test's own, and the files adapter over them. */
export async function openFiles({ inProcess = false } = {}) {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'highwater-files-')))
  const folder = join(place, 'customer data')
  const root = join(place, 'drop')
  await mkdir(root)
  const port = inProcess ? filesProcess({ folder, ...LIMITS }) : localFiles({ folder, ...LIMITS })
  onTestFinished(async () => {
    await port[Symbol.asyncDispose]()
    await rm(place, { recursive: true })
  })
  return new Files(port, place, root, folder)
}

class Files {
  readonly port: FilesPort & AsyncDisposable
  readonly place: string
  readonly root: string
  readonly folder: string
  #versions = 0

  constructor(port: FilesPort & AsyncDisposable, place: string, root: string, folder: string) {
    this.port = port
    this.place = place
    this.root = root
    this.folder = folder
  }

  /** Puts a file into the drop folder. */
  async drop(name: string, content: string | Uint8Array) {
    const path = join(this.root, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }

  /** What to ingest for files of the drop folder; the target is new each time. */
  source(names: string | string[], more: Partial<FileSource> = {}): FileSource {
    this.#versions++
    return {
      format: 'csv',
      files: [names].flat().map(name => ({ path: join(this.root, name), displayPath: name })),
      root: this.root,
      target: `contacts/${this.#versions}.parquet`,
      ...more,
    }
  }

  /** Drops the content as crm.csv and ingests it. */
  async ingest(content: string | Uint8Array, more: { attributes?: Attribute[]; primaryKey?: string } = {}) {
    await this.drop('crm.csv', content)
    const source = this.source('crm.csv', more)
    const { rows, attributes } = await this.port.ingest(source)
    const table: FileTable = { file: source.target, attributes }
    return { rows, attributes, table }
  }

  /** One evaluation over one table, as a number; @throws what it answered instead. */
  async evaluate(table: FileTable, evaluation: { kind: 'count'; rule: Rule } | ({ kind: 'aggregate' } & Aggregate)) {
    const about = { entityName: 'Contact', at: new Date() }
    const [result] = await this.port.evaluate({ Contact: table }, [{ ...evaluation, ...about }])
    if (!result || 'error' in result) throw new Error(result?.error)
    return result.value
  }

  /** All that a version holds. */
  async rows(table: FileTable) {
    return (await this.port.read(table, { top: 1_000_000, skip: 0 })).rows
  }

  /** The types by name, as `text` or `text?` where provisional. */
  static types = (attributes: Attribute[]) =>
    Object.fromEntries(attributes.map(({ name, type, provisional }) => [name, provisional ? `${type}?` : type]))

  /** Every file in the customer-data folder, work in progress included. */
  async kept() {
    if (!existsSync(this.folder)) return []
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true })
    return entries.filter(entry => entry.isFile()).map(({ name }) => name)
  }
}

export const { types } = Files
