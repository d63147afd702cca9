import { DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api'
import type { Issue } from '#lib/errors.ts'
import { type Engine, literal } from '#lib/insights/files/engine.ts'
import type { Page, ReadQuery, Table, Value } from '#lib/insights/port.ts'
import { RuleError } from '#lib/insights/rule-check.ts'
import { identifier, ruleToSql } from '#lib/insights/rule-sql.ts'

/** DataPort.read over a version. Rows that the order leaves equal keep the order of the file, so pages never overlap. */
export async function read(
  engine: Engine,
  { file, attributes }: Table,
  query: ReadQuery,
  signal?: AbortSignal,
): Promise<Page> {
  const known = attributes.map(({ name }) => name)
  const names = query.select ?? known
  const order = query.orderBy ?? []
  checkNames(known, names, order)
  const { sql, parameters } = ruleToSql(query.filter ?? { all: [] }, attributes, 'filter')
  const from = `FROM read_parquet(${literal(engine.path(file))}) WHERE ${sql}`
  const sorted = order.map(({ attribute, descending }) => {
    return `${identifier(attribute)} ${descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`
  })
  const orderBy = sorted.length === 0 ? '' : `ORDER BY ${[...sorted, 'file_row_number'].join(', ')}`
  const limit = `LIMIT ${Math.trunc(query.top)} OFFSET ${Math.trunc(query.skip)}`

  return engine.use(signal, async connection => {
    const page = await connection.runAndReadAll(
      `SELECT ${names.map(identifier).join(', ')} ${from} ${orderBy} ${limit}`,
      parameters,
    )
    const rows = page.getRows().map(row => Object.fromEntries(row.map((value, at) => [names[at] ?? '', toJson(value)])))
    if (!query.count) return { rows }
    const counted = await connection.runAndReadAll(`SELECT count(*) ${from}`, parameters)
    return { rows, count: Number(counted.value(0, 0)) }
  })
}

function checkNames(known: string[], select: string[], orderBy: { attribute: string }[]) {
  const named = [
    ...select.map((name, at) => ({ name, path: `select.${at}` })),
    ...orderBy.map(({ attribute }, at) => ({ name: attribute, path: `orderBy.${at}.attribute` })),
  ]
  const issues: Issue[] = named
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => ({ path, message: `there is no attribute ${name}` }))
  if (issues.length > 0) throw new RuleError(issues)
}

function toJson(value: DuckDBValue): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof DuckDBDecimalValue) return Number(value.toString())
  if (value instanceof DuckDBTimestampValue) return `${value.toString().replace(' ', 'T')}Z`
  return value.toString()
}
