import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { CsvProblem } from '#lib/insights/files/csv-bytes.ts'
import { findDelimiter } from '#lib/insights/files/csv-delimiter.ts'
import { markLength, Utf8 } from '#lib/insights/files/csv-encoding.ts'
import { readHeader } from '#lib/insights/files/csv-header.ts'
import { CsvNormaliser, MAX_RECORD } from '#lib/insights/files/csv-normaliser.ts'
import { JsonRecords } from '#lib/insights/files/json-records.ts'
import { openSource } from '#lib/insights/files/source-file.ts'
import { lineBefore, place, type Staged } from '#lib/insights/files/staged.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { tellProgress } from '#lib/insights/progress.ts'

/** What one file of text is, apart from its rows. JSON has no header, and names its fields in every record. */
export type TextFile = {
  size: number
  headerLine: number
  names: string[]
  rows: number
  multiline: Set<number>
  delimiter: number
}

/** `rowsBefore`: how many rows the files before it had. */
type Where = Pick<Staged, 'format' | 'files'> & { root: string; index: number; rowsBefore: number }

const CHUNK = 4_000_000
const HEAD = 65_536
/** As much as a preview looks at; what is cut off there is no fault of the file's. */
export const PREVIEW_BYTES = 1_000_000

/**
 * Copies a file to `output`, a line for each record, so that all that follows reads one unchanging file of our own.
 * @param headOnly whether only the records at its beginning are wanted
 * @throws IngestionError naming the file, and line and column where there is a place.
 */
export async function copyText(
  where: Where,
  output: FileHandle,
  headOnly: boolean,
  signal?: AbortSignal,
): Promise<TextFile> {
  const text = { size: 0, headerLine: 0, names: [], rows: 0, multiline: new Set<number>(), delimiter: 0 }
  const source = where.files[where.index]
  if (!source) throw new Error(`There is no file ${where.index}.`)
  const input = await openSource(source, where.root)
  try {
    const before = await input.stat()
    text.size = before.size
    const copied = copy(input, output, text, where, headOnly, signal)
    const failure = await copied.then(
      () => undefined,
      (error: unknown) => error,
    )
    signal?.throwIfAborted()
    // Half a row at the end, say, is then no fault of the file's.
    if (isChanged(before, await input.stat())) {
      throw new IngestionError(`${source.displayPath} changed while it was read. Refresh again when it is complete.`)
    }
    if (failure !== undefined) throw failure
    return text
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error
    const at = where.format === 'csv' ? error : { line: error.line }
    throw new IngestionError(`${place({ ...where, names: text.names }, at)}: ${error.message}.`)
  } finally {
    await input.close()
  }
}

async function copy(
  input: FileHandle,
  output: FileHandle,
  text: TextFile,
  { format, index, rowsBefore }: Where,
  headOnly: boolean,
  signal: AbortSignal | undefined,
) {
  // Beside a chunk there is room for the longest record, so that each round takes something.
  const buffer = Buffer.allocUnsafe(headOnly ? PREVIEW_BYTES : CHUNK + MAX_RECORD)
  const before = lineBefore(index)
  let filled = await fill(input, buffer, 0)
  let isLast = filled < buffer.length
  const mark = markLength(buffer.subarray(0, filled), before + 1)
  const isCsv = format === 'csv'
  if (isCsv) text.delimiter = findDelimiter(buffer.subarray(mark, Math.min(filled, HEAD)), isLast && filled <= HEAD)
  const reader = isCsv ? new CsvNormaliser(text.delimiter, before) : new JsonRecords(before)
  // The header is a record too.
  const rows = () => Math.max(reader.records - (isCsv ? 1 : 0), 0)
  const utf8 = new Utf8(mark > 0 || !isCsv)
  for (let from = mark; ; from = 0) {
    signal?.throwIfAborted()
    const { consumed, output: records } = reader.read(buffer.subarray(from, filled), isLast)
    let lines = utf8.convert(records)
    const isHeader = isCsv && text.headerLine === 0 && lines.length > 0
    if (isHeader) {
      const header = readHeader(lines)
      text.headerLine = header.line
      text.names = header.names
      lines = lines.subarray(header.length)
    }
    await output.writeFile(lines)
    tellProgress({ rows: rowsBefore + rows() })
    if (isLast && from + consumed === filled) break
    if (headOnly && !isHeader) break
    buffer.copyWithin(0, from + consumed, filled)
    filled = headOnly ? filled - from - consumed : await fill(input, buffer, filled - from - consumed)
    if (!headOnly) isLast = filled < buffer.length
  }
  text.rows = rows()
  if (reader instanceof CsvNormaliser) text.multiline = reader.multiline
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

export const isChanged = (before: Stats, after: Stats) => before.size !== after.size || before.mtimeMs !== after.mtimeMs
