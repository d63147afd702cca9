import { CR, CsvProblem, FIELD_SEPARATOR, isBlank, LF, QUOTE, SPACE } from '#lib/insights/files/csv-bytes.ts'
import { MAX_RECORD } from '#lib/insights/files/csv-normaliser.ts'

const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA, BACKSLASH] = Buffer.from('{}[],\\')

/** What a record grows by at most: its number, and what separates it. */
const GROWTH = 20

/**
 * Takes JSON apart into its records: one object after another, with line breaks or nothing between them, or one array of
 * objects. Writes each on a line of its own, led by its number. Whether a record is JSON at all is not looked at here.
 */
export class JsonRecords {
  records = 0
  readonly #lineBefore: number
  #isList = false
  #hasBegun = false
  #hasEnded = false
  #needsComma = false
  #output: Uint8Array = new Uint8Array()

  constructor(lineBefore: number) {
    this.#lineBefore = lineBefore
  }

  /** Takes the complete records at the beginning of `input`; what is left over comes again, with more behind it. @throws CsvProblem */
  read(input: Uint8Array, isLast: boolean): { consumed: number; output: Uint8Array } {
    if (this.#output.length < 2 * input.length + GROWTH) this.#output = new Uint8Array(2 * input.length + GROWTH)
    let written = 0
    let at = 0
    while (true) {
      at = this.#between(input, at)
      if (at >= input.length) break
      const end = this.#endOf(input, at)
      if (end === undefined) {
        if (input.length - at > MAX_RECORD) throw this.#problem('of more than 2 MB; is a brace or quote not closed?')
        if (isLast) throw this.#problem('is not closed')
        break
      }
      if (this.#output.length - written < end - at + GROWTH)
        return { consumed: at, output: this.#output.subarray(0, written) }
      const number = Buffer.from(String(this.#lineBefore + this.records + 1))
      this.#output.set(number, written)
      written += number.length
      this.#output[written++] = FIELD_SEPARATOR
      for (let from = at; from < end; from++) {
        const byte = input[from] as number
        this.#output[written++] = byte < SPACE ? SPACE : byte
      }
      this.#output[written++] = LF
      at = end
      this.records++
      this.#needsComma = this.#isList
    }
    if (isLast && this.#isList && !this.#hasEnded) throw this.#problem('is missing: the array is not closed')
    return { consumed: at, output: this.#output.subarray(0, written) }
  }

  /** Skips what stands between records; at the end of the input, or where an object begins. */
  #between(input: Uint8Array, from: number): number {
    for (let at = from; at < input.length; at++) {
      const byte = input[at] as number
      if (isBlank(byte) || byte === LF || byte === CR) continue
      if (this.#hasEnded) throw this.#problem('stands behind the end of the array')
      if (!this.#hasBegun) {
        this.#hasBegun = true
        this.#isList = byte === OPEN_LIST
        if (this.#isList) continue
      }
      if (this.#isList && byte === CLOSE_LIST && (this.#needsComma || this.records === 0)) {
        this.#hasEnded = true
        continue
      }
      if (this.#needsComma && byte === COMMA) {
        this.#needsComma = false
        continue
      }
      if (this.#needsComma) throw this.#problem('does not follow a comma')
      if (byte !== OPEN) throw this.#problem('is no object: it does not begin with {')
      return at
    }
    return input.length
  }

  #endOf(input: Uint8Array, start: number): number | undefined {
    let depth = 0
    let isText = false
    for (let at = start; at < input.length; at++) {
      const byte = input[at] as number
      if (isText) {
        if (byte === BACKSLASH) at++
        else if (byte === QUOTE) isText = false
        else if (byte < SPACE) throw this.#problem('has a text with a control character or without an end')
      } else if (byte === QUOTE) isText = true
      else if (byte === OPEN) depth++
      else if (byte === CLOSE && --depth === 0) return at + 1
    }
    return undefined
  }

  #problem(what: string) {
    return new CsvProblem(`the record ${what}`, this.#lineBefore + this.records + 1)
  }
}
