import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { openSource } from '#lib/insights/files/source-file.ts'
import { isChanged } from '#lib/insights/files/text-file.ts'
import { IngestionError, type SourceFile } from '#lib/insights/port.ts'

/** Copies a file as it is. @throws IngestionError where it cannot be read, is empty, or changes meanwhile */
export async function copyFile(source: SourceFile, root: string, path: string, signal?: AbortSignal) {
  const input = await openSource(source, root)
  try {
    const before = await input.stat()
    if (before.size === 0) throw new IngestionError(`${source.displayPath} is empty.`)
    await pipeline(input.createReadStream({ autoClose: false }), createWriteStream(path, { flags: 'wx' }), { signal })
    if (isChanged(before, await input.stat())) {
      throw new IngestionError(`${source.displayPath} changed while it was read. Refresh again when it is complete.`)
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    await input.close()
  }
}
