import { randomUUID } from 'node:crypto'
import { Engine, type FilesSettings } from '#lib/insights/files/engine.ts'
import { evaluate } from '#lib/insights/files/evaluate.ts'
import { ingest } from '#lib/insights/files/ingest.ts'
import { preview } from '#lib/insights/files/preview.ts'
import { read } from '#lib/insights/files/read.ts'
import { unify } from '#lib/insights/files/unify/unify.ts'
import type { DataPort, FileSource, FileTable } from '#lib/insights/port.ts'

/** The port for files that are ours to read. */
export type FilesPort = DataPort<FileSource, FileTable>

/**
 * The files adapter in this process: CSV, JSON and Parquet in, immutable Parquet versions in `settings.folder`, DuckDB
 * between. DuckDB starts at the first call. For reads beside other work; what is heavy belongs into filesProcess. `work` names the
 * folder of work in progress, of this adapter alone.
 */
export function localFiles(settings: FilesSettings, work: string = randomUUID()): FilesPort & AsyncDisposable {
  let engine: Promise<Engine> | undefined
  const opened = () => {
    engine ??= Engine.open(settings, work).catch(error => {
      engine = undefined
      throw error
    })
    return engine
  }
  return {
    ingest: async (source, signal) => ingest(await opened(), source, signal),
    evaluate: async (tables, evaluations, signal) => evaluate(await opened(), tables, evaluations, signal),
    preview: async (source, signal) => preview(await opened(), source, signal),
    unify: async (step, signal) => unify(await opened(), step, signal),
    read: async (table, query, signal) => read(await opened(), table, query, signal),
    async [Symbol.asyncDispose]() {
      const open = await engine?.catch(() => undefined)
      engine = undefined
      await open?.close()
    },
  }
}
