import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { isInside } from '#lib/insights/files/source-file.ts'

export type FilesSettings = {
  /** The customer-data folder: versions, and what is at work on them. */
  folder: string
  /** What DuckDB may hold in memory; beyond it sorts and groupings go to disk. */
  memoryMegabytes: number
  threads: number
}

/** Where work in progress lies in the customer-data folder, so that finished files are moved within one file system. */
export const WORK_FOLDER = '.work'

export class OutOfMemory extends Error {}

/** DuckDB, shut in: it sees the customer-data folder, loads no extensions, and stays within its limits. */
export class Engine {
  readonly folder: string
  /** Of this engine alone; made at the first need, removed with it. */
  readonly workFolder: string
  readonly #instance: DuckDBInstance
  readonly settings: FilesSettings

  private constructor(folder: string, workFolder: string, instance: DuckDBInstance, settings: FilesSettings) {
    this.folder = folder
    this.workFolder = workFolder
    this.#instance = instance
    this.settings = settings
  }

  static async open(settings: FilesSettings, work: string): Promise<Engine> {
    const folder = resolve(settings.folder)
    // DuckDB would take them for a pattern of names.
    if (/[*?[\]{}]/.test(folder))
      throw new Error(`The data folder must not have any of * ? [ ] { } in its path: ${folder}`)
    await mkdir(folder, { recursive: true })
    const workFolder = join(folder, WORK_FOLDER, work)
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(settings.threads),
      memory_limit: `${settings.memoryMegabytes}MB`,
      temp_directory: join(workFolder, 'spill'),
      autoload_known_extensions: 'false',
      autoinstall_known_extensions: 'false',
      allow_community_extensions: 'false',
    })
    const connection = await instance.connect()
    await connection.run(`SET GLOBAL TimeZone = 'UTC'`)
    await connection.run(`SET allowed_directories = [${literal(folder)}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    connection.closeSync()
    return new Engine(folder, workFolder, instance, settings)
  }

  /** Runs `work` on a connection of its own; an abort interrupts what it is doing and rejects with the signal's reason. */
  async use<T>(signal: AbortSignal | undefined, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    signal?.throwIfAborted()
    const connection = await this.#instance.connect()
    let interrupting: NodeJS.Timeout | undefined
    // Again and again, as an interrupt that arrives between two statements, or just before one, is lost.
    const interrupt = () => {
      connection.interrupt()
      interrupting = setInterval(() => connection.interrupt(), 20)
    }
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      const result = await work(connection)
      signal?.throwIfAborted()
      return result
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof Error && error.message.startsWith('Out of Memory'))) throw error
      throw new OutOfMemory(`This takes more than the ${this.settings.memoryMegabytes} MB of memory that it may have.`)
    } finally {
      signal?.removeEventListener('abort', interrupt)
      clearInterval(interrupting)
      connection.closeSync()
    }
  }

  /** The absolute path of a version. */
  path(file: string): string {
    const path = resolve(this.folder, file)
    if (!isInside(this.folder, path) || !path.endsWith('.parquet') || /[*?[\]{}]/.test(file)) {
      throw new Error(`${file} is no name for a version.`)
    }
    return path
  }

  async close(): Promise<void> {
    this.#instance.closeSync()
    await rm(this.workFolder, { recursive: true, force: true })
  }
}

/** A text as SQL takes it. It must not hold NUL, at which a statement would end. */
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
