import { relative } from 'node:path'
import type { Engine } from '#lib/insights/files/engine.ts'
import { build } from '#lib/insights/files/ingest.ts'
import { read } from '#lib/insights/files/read.ts'
import type { FileSource, Preview } from '#lib/insights/port.ts'

const ROWS = 20

/** DataPort.preview: a version of what stands at the beginning, and its first rows as they stand in the file. */
export const preview = (engine: Engine, source: FileSource, signal?: AbortSignal): Promise<Preview> =>
  build(engine, { ...source, watermark: undefined }, true, signal, async (version, { attributes }) => {
    const table = { file: relative(engine.folder, version), attributes }
    const { rows } = await read(engine, table, { top: ROWS, skip: 0 }, signal)
    return { attributes, rows }
  })
