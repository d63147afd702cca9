import { isAscii, isUtf8 } from 'node:buffer'
import { CsvProblem, FIELD_SEPARATOR, LF } from '#lib/insights/files/csv-bytes.ts'

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])]

/** How many bytes of byte order mark stand before the text. @throws CsvProblem for UTF-16, on the first line. */
export function markLength(head: Buffer, firstLine: number): number {
  if (UTF16_MARKS.some(mark => head.subarray(0, 2).equals(mark))) {
    throw new CsvProblem('the file is UTF-16; save it as UTF-8', firstLine)
  }
  return head.subarray(0, 3).equals(UTF8_MARK) ? 3 : 0
}

/** The bytes that Latin-1, as Windows writes it, leaves undefined. */
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

/**
 * Turns normal form into UTF-8. The first character beyond ASCII decides what a file is: UTF-8, or else Latin-1 in its
 * Windows form (CP 1252), in which spreadsheets save.
 */
export class Utf8 {
  #encoding: 'unknown' | 'UTF-8' | 'Latin-1'

  constructor(isMarked: boolean) {
    this.#encoding = isMarked ? 'UTF-8' : 'unknown'
  }

  /** @throws CsvProblem where the lines hold what the encoding has not. */
  convert(lines: Uint8Array): Uint8Array {
    if (isAscii(lines)) return lines
    if (this.#encoding === 'unknown') this.#encoding = beginsUtf8(lines) ? 'UTF-8' : 'Latin-1'
    if (this.#encoding === 'UTF-8') {
      if (isUtf8(lines)) return lines
      throw misfit(lines, 'UTF-8', field => !isUtf8(field))
    }
    if (!UNDEFINED.some(byte => lines.includes(byte))) {
      return Buffer.from(new TextDecoder('windows-1252').decode(lines), 'utf8')
    }
    throw misfit(lines, 'UTF-8 or Latin-1', field => UNDEFINED.some(byte => field.includes(byte)))
  }
}

function beginsUtf8(lines: Uint8Array): boolean {
  const at = lines.findIndex(byte => byte >= 0x80)
  const lead = lines[at] as number
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  return isUtf8(lines.subarray(at, at + length))
}

function misfit(lines: Uint8Array, encoding: string, isWrong: (field: Uint8Array) => boolean): CsvProblem {
  for (const line of split(lines, LF)) {
    const [number, ...fields] = split(line, FIELD_SEPARATOR)
    const field = fields.findIndex(isWrong)
    if (field >= 0) return new CsvProblem(`not ${encoding} text`, Number(Buffer.from(number ?? []).toString()), field)
  }
  throw new Error('The lines hold no such field.')
}

function* split(bytes: Uint8Array, separator: number): Generator<Uint8Array> {
  for (let from = 0; from <= bytes.length; ) {
    const found = bytes.indexOf(separator, from)
    const to = found < 0 ? bytes.length : found
    yield bytes.subarray(from, to)
    from = to + 1
  }
}
