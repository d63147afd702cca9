import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { CR, CsvProblem, FIELD_SEPARATOR, LINE_BREAK, NUL, QUOTE, TAB } from '#lib/insights/files/csv-bytes.ts'
import { findDelimiter } from '#lib/insights/files/csv-delimiter.ts'
import { markLength } from '#lib/insights/files/csv-encoding.ts'
import { readHeader } from '#lib/insights/files/csv-header.ts'
import { CsvNormaliser, MAX_RECORD } from '#lib/insights/files/csv-normaliser.ts'
import { literal } from '#lib/insights/files/engine.ts'
import { PlainScan } from '#lib/insights/files/plain-scan.ts'
import { openSource } from '#lib/insights/files/source-file.ts'
import type { Staging } from '#lib/insights/files/stage.ts'
import type { Staged } from '#lib/insights/files/staged.ts'
import { isChanged } from '#lib/insights/files/text-file.ts'
import { tellProgress } from '#lib/insights/progress.ts'

const CHUNK = 8_000_000
const HEAD = 65_536
const SHORT_RECORD = 100_000
const COMMA = 44
/** With none of them a line is a record, and what stands between two delimiters is a value. */
const NOT_PLAIN = [QUOTE, CR, NUL, LINE_BREAK, FIELD_SEPARATOR]

/**
 * The quick way to read the one CSV file that most are: DuckDB reads a copy of it as it is. Undefined where it is not
 * plain. Whatever goes wrong with the rows, even if only because something in the file is unusual: the other way is
 * exact, and says what and where.
 */
export async function stagePlain({ source, work, headOnly, signal }: Staging): Promise<Staged | undefined> {
  const [file, another] = source.files
  // Of rows that are merged it is not known how many there must be.
  if (!file || another || headOnly || source.format !== 'csv' || source.watermark !== undefined) return undefined
  const path = `${work}.plain`
  const input = await openSource(file, source.root)
  const output = await open(path, 'wx')
  try {
    const before = await input.stat()
    const found = await copyPlain(input, output, signal)
    if (!found || isChanged(before, await input.stat())) return undefined
    const { names, delimiter, areSpaced } = found
    const separator = String.fromCharCode(delimiter) + (areSpaced ? ' ' : '')
    return {
      format: 'csv',
      files: source.files,
      relation: `${plainRows(path, separator, names.length, MAX_RECORD)} AS raw`,
      // Without looking at more of the file than a sample needs.
      head: `${plainRows(path, separator, names.length, SHORT_RECORD)} AS raw`,
      names,
      told: [],
      // While DuckDB reads: it has threads of its own.
      rows: countRows(path, found, signal).catch(() => Number.NaN),
      headerLine: 1,
      multiline: new Set(),
      isCommaSeparated: delimiter === COMMA,
    }
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error
    return undefined
  } finally {
    await input.close()
    await output.close()
  }
}

type Found = { names: string[]; delimiter: number; areSpaced: boolean }

async function copyPlain(
  input: FileHandle,
  output: FileHandle,
  signal: AbortSignal | undefined,
): Promise<Found | undefined> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  let found: Found | undefined
  for (;;) {
    signal?.throwIfAborted()
    const { bytesRead } = await input.read(buffer, 0, CHUNK)
    if (bytesRead === 0) return found
    let chunk = buffer.subarray(0, bytesRead)
    if (NOT_PLAIN.some(byte => chunk.includes(byte))) return undefined
    if (!found) {
      chunk = chunk.subarray(markLength(chunk, 1))
      const header = headerOf(chunk)
      if (!header) return undefined
      chunk = chunk.subarray(header.length)
      const scan = new PlainScan(header.delimiter)
      if (!scan.areRegular(chunk.subarray(0, HEAD))) return undefined
      found = { ...header, areSpaced: scan.areAfterDelimiters }
    }
    await output.writeFile(chunk)
  }
}

/** How many rows there are, if each has a value for each name and blanks are what the head of the file shows. */
async function countRows(path: string, { names, delimiter, areSpaced }: Found, signal: AbortSignal | undefined) {
  const scan = new PlainScan(delimiter)
  for await (const chunk of createReadStream(path, { highWaterMark: 1_000_000, signal })) {
    if (!scan.areRegular(chunk)) return Number.NaN
    tellProgress({ rows: Math.floor(scan.delimiters / (names.length - 1)) })
  }
  const isAsShown = scan.delimiters === 0 || scan.areAfterDelimiters === areSpaced
  return isAsShown && !scan.endsInBlank ? scan.delimiters / (names.length - 1) : Number.NaN
}

/** The names on the first line; undefined where they are not there, or where a line with nothing on it could be a row. */
function headerOf(head: Buffer): { names: string[]; delimiter: number; length: number } | undefined {
  const length = head.indexOf('\n') + 1
  if (length === 0 || length > HEAD) return undefined
  const delimiter = findDelimiter(head.subarray(0, HEAD), head.length <= HEAD)
  const { output } = new CsvNormaliser(delimiter).read(head.subarray(0, length), true)
  if (output.length === 0 || delimiter === TAB) return undefined
  const { names } = readHeader(output)
  return names.length > 1 ? { names, delimiter, length } : undefined
}

function plainRows(path: string, separator: string, columns: number, longest: number): string {
  const names = Array.from({ length: columns }, (_, at) => `c${at}: 'VARCHAR'`)
  const options = [
    'auto_detect = false',
    'header = false',
    `delim = ${literal(separator)}`,
    "quote = ''",
    "escape = ''",
    "new_line = '\\n'",
    'strict_mode = true',
    `max_line_size = ${longest}`,
  ]
  return `read_csv(${literal(path)}, ${options.join(', ')}, columns = {${names.join(', ')}})`
}
