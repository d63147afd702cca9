import type { DuckDBConnection } from '@duckdb/node-api'
import { type ColumnType, parse } from '#lib/insights/files/column-type.ts'
import type { Column } from '#lib/insights/files/columns.ts'
import { LINE_BREAK } from '#lib/insights/files/csv-bytes.ts'
import { literal } from '#lib/insights/files/engine.ts'
import { earlierRow, place, rawColumn, type Staged } from '#lib/insights/files/staged.ts'
import { parsedValue } from '#lib/insights/files/write-version.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import { TYPE_NAMES } from '#lib/insights/rule-value.ts'

/** What refuses a file, and finds the words for it: slow queries, asked only once something is known to be wrong. */
export class Refusal {
  readonly #connection: DuckDBConnection
  readonly #staged: Staged

  constructor(connection: DuckDBConnection, staged: Staged) {
    this.#connection = connection
    this.#staged = staged
  }

  /** @throws IngestionError for the first value that does not fit its column. */
  async misfits(columns: Column[]) {
    const inFile = columns.toSorted((one, other) => one.index - other.index)
    const wrong = inFile.map(column => {
      const parsed = parsedValue(column)
      return parsed === undefined ? 'FALSE' : `((${parsed}) IS NULL) <> (${rawColumn(column.index)} IS NULL)`
    })
    const [row] = await this.#rows<{ line: bigint; wrong: number }>(
      `SELECT line, list_position([${wrong.join(', ')}], TRUE) AS wrong FROM ${this.#staged.relation}
       WHERE wrong IS NOT NULL ORDER BY line LIMIT 1`,
    )
    const column = row && inFile[row.wrong - 1]
    if (!column) return
    const { at, text } = await this.#field(row.line, column)
    throw new IngestionError(`${at}: ${quote(text)} is not ${expected(column.type, text)}.`)
  }

  /** @throws IngestionError for the first row where the column is empty. */
  async empty(column: Column, what: string) {
    const [row] = await this.#rows<{ line: bigint | null }>(
      `SELECT min(line) AS line FROM ${this.#staged.relation} WHERE ${rawColumn(column.index)} IS NULL`,
    )
    if (row?.line === null || row === undefined) return
    const { at } = await this.#field(row.line, column)
    throw new IngestionError(`${at}: ${what} is empty.`)
  }

  /**
   * Equal keys follow each other, as a version is sorted by them.
   * @throws IngestionError for the first row without a primary key, and for the first that has an earlier one's.
   */
  async badKeys(key: Column, version: string) {
    const name = identifier(key.name)
    const [counts] = await this.#rows<{ empty: bigint; repeated: bigint }>(
      `SELECT count(*) - count(key) AS empty, count_if(key = before) AS repeated
       FROM (SELECT ${name} AS key, lag(${name}) OVER () AS before FROM read_parquet(${literal(version)}))`,
    )
    if (counts && counts.empty > 0n) await this.empty(key, 'the primary key')
    if (!counts || counts.repeated === 0n) return
    const [row] = await this.#rows<{ earlier: bigint; line: bigint }>(
      `SELECT min(line) AS earlier, min(line, 2)[2] AS line FROM ${this.#staged.relation}
       GROUP BY ${parse(rawColumn(key.index), key.type)} HAVING count(*) > 1 ORDER BY line LIMIT 1`,
    )
    if (!row) return
    const { at, text } = await this.#field(row.line, key)
    const earlier = earlierRow(this.#staged, Number(row.earlier), Number(row.line))
    throw new IngestionError(`${at}: the primary key ${quote(text)} is ${earlier} already.`)
  }

  /** A field as it stands in the file, and its place: a record goes over several lines where its values do. */
  async #field(line: bigint, { index }: Column) {
    const fields = this.#staged.names.map((_, at) => rawColumn(at)).slice(0, index + 1)
    const [row] = await this.#rows<{ fields: (string | null)[] }>(
      `SELECT [${fields.join(', ')}] AS fields FROM ${this.#staged.relation} WHERE line = ${line}`,
    )
    const texts = (row?.fields ?? []).map(text => text ?? '')
    const before = texts.filter((_, at) => at < index && this.#staged.multiline.has(at))
    const breaks = before.join('').split(BREAK).length - 1
    const at = place(this.#staged, { line: Number(line) + breaks, column: index })
    return { at, text: (texts[index] ?? '').replaceAll(BREAK, '\n') }
  }

  async #rows<Row>(sql: string): Promise<Row[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjectsJS() as Row[]
  }
}

const BREAK = String.fromCharCode(LINE_BREAK)
const LONGEST = 80

const quote = (text: string) => JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

function expected(type: ColumnType, text: string): string {
  const name = TYPE_NAMES[type.type]
  if (type.type === 'integer' && /^-?0\d+$/.test(text)) return `${name}: it has a leading zero`
  if (type.type === 'decimal' && type.hasComma && text.includes('.')) return `${name} with a decimal comma`
  return name
}
