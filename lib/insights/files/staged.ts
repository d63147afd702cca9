import type { AttributeType, FileFormat, SourceFile } from '#lib/insights/port.ts'

/** What every format is brought to: rows of text that DuckDB reads, from files of our own that nobody changes. */
export type Staged = {
  format: FileFormat
  files: SourceFile[]
  /** For FROM: `raw`, with the `line` that each row is on, and its values c0, c1, … as text. */
  relation: string
  /** The same, of which the first rows are read quicker; it may have less room for long ones. */
  head?: string
  names: string[]
  /** By column: the type that the format itself tells; where it tells none, the values do. */
  told: (AttributeType | undefined)[]
  /** Where they are still being counted, a promise that is always kept; NaN where it turned out that they cannot be. */
  rows: number | Promise<number>
  /** Where the names stand. */
  headerLine: number
  /** The indexes of the columns in which some value has a line break. */
  multiline: Set<number>
  isCommaSeparated: boolean
}

/** A column of the relation, by its index. */
export const rawColumn = (index: number) => `raw.c${index}`

// Lines are counted through all files: of each file from a round number. No file has so many.
const LINES_PER_FILE = 10_000_000_000

/** The line that stands before the first one of a file. */
export const lineBefore = (file: number) => file * LINES_PER_FILE

const WORDS: Record<FileFormat, { row: string; column: string }> = {
  csv: { row: 'line', column: 'column' },
  json: { row: 'record', column: 'field' },
  parquet: { row: 'row', column: 'column' },
}

/** Where something is, for a message: the file, the line, and the column where there is one. */
export function place(
  { format, files, names }: Pick<Staged, 'format' | 'files' | 'names'>,
  { line, column }: { line: number; column?: number | undefined },
): string {
  const words = WORDS[format]
  const file = files[Math.floor(line / LINES_PER_FILE)]?.displayPath ?? 'the file'
  const inFile = line % LINES_PER_FILE
  const row = inFile === 0 ? '' : `, ${words.row} ${inFile}`
  if (column === undefined) return file + row
  const name = names[column]
  return `${file}${row}, ${words.column} ${name === undefined ? column + 1 : `"${name}"`}`
}

/** The row that an earlier one is on, for a message about another. */
export function earlierRow(staged: Staged, line: number, later: number): string {
  const isSameFile = Math.floor(line / LINES_PER_FILE) === Math.floor(later / LINES_PER_FILE)
  return isSameFile ? `on ${WORDS[staged.format].row} ${line % LINES_PER_FILE}` : `in ${place(staged, { line })}`
}
