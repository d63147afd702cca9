import type { Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { CsvProblem } from '#lib/insights/files/csv-bytes.ts'
import { findDelimiter } from '#lib/insights/files/csv-delimiter.ts'
import { markLength, Utf8 } from '#lib/insights/files/csv-encoding.ts'
import { readHeader } from '#lib/insights/files/csv-header.ts'
import { CsvNormaliser, MAX_RECORD } from '#lib/insights/files/csv-normaliser.ts'
import { openSource } from '#lib/insights/files/source-file.ts'
import { IngestionError, type SourceFile } from '#lib/insights/port.ts'

/** A CSV file in the normal form of CsvNormaliser, without its header. */
export type NormalCsv = {
  source: SourceFile
  path: string
  /** The physical line of the header in the source; 0 where there is none. */
  headerLine: number
  names: string[]
  rows: number
  /** The indexes of the fields in which some value has a line break. */
  multiline: Set<number>
  isCommaSeparated: boolean
}

const CHUNK = 4_000_000
const HEAD = 65_536

/**
 * Copies the source in normal form to `path`, so that all that follows reads one unchanging file of our own.
 * @throws IngestionError naming the file, and line and column where there is a place.
 */
export async function normaliseFile(
  source: SourceFile,
  root: string,
  path: string,
  signal?: AbortSignal,
): Promise<NormalCsv> {
  const csv = { source, path, headerLine: 0, names: [], rows: 0, multiline: new Set<number>(), isCommaSeparated: true }
  const input = await openSource(source, root)
  try {
    const before = await input.stat()
    const output = await open(path, 'wx')
    const failure = await copy(input, output, csv, signal).then(
      () => undefined,
      (error: unknown) => error,
    )
    await output.close()
    signal?.throwIfAborted()
    // Half a row at the end, say, is then no fault of the file's.
    if (isChanged(before, await input.stat())) {
      throw new IngestionError(`${source.displayPath} changed while it was read. Refresh again when it is complete.`)
    }
    if (failure !== undefined) throw failure
  } catch (error) {
    throw error instanceof CsvProblem ? new IngestionError(`${place(csv, error)}: ${error.message}.`) : error
  } finally {
    await input.close()
  }
  if (csv.headerLine === 0) throw new IngestionError(`${source.displayPath} is empty: it has no header.`)
  return csv
}

/** Where something is, for a message: the file, the physical line, and the column where there is one. */
export function place(
  { source: { displayPath }, names }: NormalCsv,
  { line, column }: { line: number; column?: number | undefined },
): string {
  const name = column === undefined ? undefined : names[column]
  const where = column === undefined ? '' : name === undefined ? `, column ${column + 1}` : `, column "${name}"`
  return `${displayPath}, line ${line}${where}`
}

async function copy(input: FileHandle, output: FileHandle, csv: NormalCsv, signal: AbortSignal | undefined) {
  // Beside a chunk there is room for the longest record, so that each round takes something.
  const buffer = Buffer.allocUnsafe(CHUNK + MAX_RECORD)
  let filled = await fill(input, buffer, 0)
  let isLast = filled < buffer.length
  const mark = markLength(buffer.subarray(0, filled))
  const delimiter = findDelimiter(buffer.subarray(mark, Math.min(filled, HEAD)), isLast && filled <= HEAD)
  const normaliser = new CsvNormaliser(delimiter)
  const utf8 = new Utf8(mark > 0)
  for (let from = mark; ; from = 0) {
    signal?.throwIfAborted()
    const { consumed, output: lines } = normaliser.read(buffer.subarray(from, filled), isLast)
    let text = utf8.convert(lines)
    if (csv.headerLine === 0 && text.length > 0) {
      const header = readHeader(text)
      csv.headerLine = header.line
      csv.names = header.names
      text = text.subarray(header.length)
    }
    await output.writeFile(text)
    if (isLast && from + consumed === filled) break
    buffer.copyWithin(0, from + consumed, filled)
    filled = await fill(input, buffer, filled - from - consumed)
    isLast = filled < buffer.length
  }
  csv.rows = Math.max(normaliser.records - 1, 0)
  csv.multiline = normaliser.multiline
  csv.isCommaSeparated = delimiter === ','.charCodeAt(0)
}

/** Fills the buffer behind what it holds; less than full means that the file has ended. */
async function fill(input: FileHandle, buffer: Buffer, from: number): Promise<number> {
  let filled = from
  while (filled < buffer.length) {
    const { bytesRead } = await input.read(buffer, filled, buffer.length - filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

const isChanged = (before: Stats, after: Stats) => before.size !== after.size || before.mtimeMs !== after.mtimeMs
