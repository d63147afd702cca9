export const NUL = 0
export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const QUOTE = 34

/** In the normal form: what stands for a line break within a value, and between two fields. */
export const LINE_BREAK = 0x1e
export const FIELD_SEPARATOR = 0x1f

export const isBlank = (byte: number) => byte === SPACE || byte === TAB

/** What is wrong with a record, and where: the physical line, and the column by its index where one is to blame. */
export class CsvProblem extends Error {
  readonly line: number
  readonly column: number | undefined

  constructor(message: string, line: number, column?: number) {
    super(message)
    this.line = line
    this.column = column
  }
}
