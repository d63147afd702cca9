import { CR, CsvProblem, FIELD_SEPARATOR, isBlank, LF, LINE_BREAK, NUL, QUOTE } from '#lib/insights/files/csv-bytes.ts'

/** The longest record, in bytes: beyond it a quote was not closed, or it is no CSV. */
export const MAX_RECORD = 2_000_000
/** What a record can grow by: the number of its line, and the line feed behind the last one. */
const GROWTH = 20

/**
 * Reads CSV (RFC 4180; LF, CRLF or CR; blanks around values removed; blank lines skipped) and writes it in a normal
 * form that no reader can misunderstand: a line for each record, led by the physical line it began on, no quotes.
 * Works on bytes, so on every encoding that agrees with ASCII. Written for speed: some 200 MB a second.
 */
export class CsvNormaliser {
  /** The records so far, the header among them. */
  records = 0
  /** The fields of the header, and so of each record. */
  fields = 0
  /** The indexes of the fields in which some value has a line break. */
  readonly multiline = new Set<number>()
  readonly #delimiter: number
  /** 1 for the bytes that mean something even outside quotes. */
  readonly #special = new Uint8Array(256)
  #line: number
  #input: Uint8Array = new Uint8Array()
  #read = 0
  #output: Uint8Array = this.#input
  #written = 0
  #isLast = false

  /** @param lineBefore what the number of the first line follows */
  constructor(delimiter: number, lineBefore = 0) {
    this.#delimiter = delimiter
    this.#line = lineBefore + 1
    for (const byte of [delimiter, LF, CR, NUL, LINE_BREAK, FIELD_SEPARATOR]) this.#special[byte] = 1
  }

  /**
   * Takes the complete records at the beginning of `input`, the header alone; what is left over comes again, with more
   * behind it. The output is overwritten by the next call. @throws CsvProblem at the first broken record.
   */
  read(input: Uint8Array, isLast: boolean): { consumed: number; output: Uint8Array } {
    this.#input = input
    this.#isLast = isLast
    this.#read = 0
    if (this.#output.length < 2 * input.length + GROWTH) this.#output = new Uint8Array(2 * input.length + GROWTH)
    this.#written = 0
    while (this.#read < input.length && this.#output.length - this.#written >= input.length - this.#read + GROWTH) {
      const line = this.#line
      const read = this.#read
      const written = this.#written
      const isHeader = this.records === 0
      const isComplete = this.#record()
      if (this.#read - read > MAX_RECORD)
        throw new CsvProblem('a record of more than 2 MB; is a quote not closed?', line)
      if (isComplete && isHeader && this.records === 1) break
      if (isComplete) continue
      this.#line = line
      this.#read = read
      this.#written = written
      break
    }
    return { consumed: this.#read, output: this.#output.subarray(0, this.#written) }
  }

  /** False where the input ends before the record does. */
  #record(): boolean {
    const line = this.#line
    const start = this.#written
    this.#number(line)
    const afterNumber = this.#written
    for (let field = 0; ; field++) {
      this.#output[this.#written++] = FIELD_SEPARATOR
      if (!this.#field(field)) return false
      const atEnd = this.#read >= this.#input.length
      if (!atEnd && this.#input[this.#read] === this.#delimiter) {
        this.#read++
        continue
      }
      if (atEnd ? !this.#isLast : !this.#lineBreak()) return false
      const isBlankLine = field === 0 && this.#written === afterNumber + 1
      if (isBlankLine) this.#written = start
      else this.#endRecord(line, field + 1)
      return true
    }
  }

  #endRecord(line: number, fields: number) {
    if (this.records === 0) this.fields = fields
    if (fields !== this.fields) {
      const message = `${fields} ${fields === 1 ? 'field' : 'fields'} where the header has ${this.fields}`
      // The first column that has no field, or the first field that has no column.
      throw new CsvProblem(message, line, Math.min(fields, this.fields))
    }
    this.records++
    this.#output[this.#written++] = LF
  }

  #field(field: number): boolean {
    this.#skipBlanks()
    const start = this.#written
    if (this.#input[this.#read] !== QUOTE) this.#plain(field)
    else if (!this.#quoted(field)) return false
    while (this.#written > start && isBlank(this.#output[this.#written - 1] as number)) this.#written--
    return true
  }

  #plain(field: number) {
    const input = this.#input
    const output = this.#output
    const special = this.#special
    const end = input.length
    let read = this.#read
    let written = this.#written
    for (; read < end; read++) {
      const byte = input[read] as number
      if (special[byte] !== 0) {
        if (byte === this.#delimiter || byte === LF || byte === CR) break
        throw controlCharacter(byte, this.#line, field)
      }
      output[written++] = byte
    }
    this.#read = read
    this.#written = written
  }

  #quoted(field: number): boolean {
    const input = this.#input
    const line = this.#line
    this.#read++
    this.#skipBlanks()
    while (true) {
      if (this.#read >= input.length) {
        if (this.#isLast) throw new CsvProblem('a quote is opened and not closed', line, field)
        return false
      }
      const byte = input[this.#read] as number
      if (byte === LF || byte === CR) {
        if (!this.#lineBreak()) return false
        this.multiline.add(field)
        this.#output[this.#written++] = LINE_BREAK
        continue
      }
      if (byte === NUL || byte === LINE_BREAK || byte === FIELD_SEPARATOR) {
        throw controlCharacter(byte, this.#line, field)
      }
      this.#read++
      if (byte === QUOTE) {
        if (this.#read >= input.length && !this.#isLast) return false
        if (input[this.#read] !== QUOTE) break
        this.#read++
      }
      this.#output[this.#written++] = byte
    }
    this.#skipBlanks()
    const next = input[this.#read]
    if (next === undefined || next === this.#delimiter || next === LF || next === CR) return true
    throw new CsvProblem('a quoted value is followed by more text', line, field)
  }

  /** Takes LF, CRLF or CR; false where it cannot be told yet. */
  #lineBreak(): boolean {
    if (this.#input[this.#read++] === CR) {
      if (this.#read >= this.#input.length && !this.#isLast) return false
      if (this.#input[this.#read] === LF) this.#read++
    }
    this.#line++
    return true
  }

  #skipBlanks() {
    const input = this.#input
    let read = this.#read
    while (read < input.length && isBlank(input[read] as number) && input[read] !== this.#delimiter) read++
    this.#read = read
  }

  #number(value: number) {
    let digits = 1
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
    this.#written += digits
    for (let at = this.#written - 1, rest = value; digits > 0; digits--, at--, rest = Math.floor(rest / 10)) {
      this.#output[at] = 48 + (rest % 10)
    }
  }
}

const controlCharacter = (byte: number, line: number, field: number) =>
  new CsvProblem(`the control character 0x${byte.toString(16).padStart(2, '0')}; this is no text`, line, field)
