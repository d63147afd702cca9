import type { Page, ReadQuery, RelationTable } from '#lib/insights/port.ts'
import { checkQuery } from '#lib/insights/read-check.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import type { Ask } from '#lib/insights/sql/in-database.ts'
import { relationOf } from '#lib/insights/sql/relation.ts'
import { toRow } from '#lib/insights/sql/value.ts'
import { Statement } from '#lib/insights/statement.ts'

// Among the other entities of a filter; no entity has it for a name.
const ITSELF = ''

/** DataPort.read of a relation; pages do not overlap where it has a primary key. */
export async function read(
  ask: Ask,
  table: RelationTable,
  others: Record<string, RelationTable>,
  query: ReadQuery,
): Promise<Page> {
  const names = checkQuery(table.attributes, query)
  const related = Object.fromEntries(Object.entries(others).map(([name, other]) => [name, relationOf(other)]))
  const statement = new Statement({ ...related, [ITSELF]: relationOf(table) }, ITSELF, query.at ?? new Date())
  const where = statement.condition(query.filter ?? { all: [] })
  const from = `FROM ${statement.from} WHERE ${where}`
  const sorted = (query.orderBy ?? []).map(({ attribute, descending }) => {
    const isText = table.attributes.some(({ name, type }) => name === attribute && type === 'text')
    const column = `t.${identifier(attribute)}${isText ? ' COLLATE "C"' : ''}`
    return `${column} ${descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`
  })
  const order = table.primaryKey === undefined ? sorted : [...sorted, `t.${identifier(table.primaryKey)}`]
  const orderBy = order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`
  const columns = names.map(name => `t.${identifier(name)}`).join(', ')
  const limit = `LIMIT ${Math.trunc(query.top)} OFFSET ${Math.trunc(query.skip)}`
  const page = await ask(`SELECT ${columns} ${from} ${orderBy} ${limit}`, statement.parameters)
  const selected = names.flatMap(name => table.attributes.filter(attribute => attribute.name === name))
  const rows = page.rows.map(row => toRow(row, selected))
  if (!query.count) return { rows }
  const counted = await ask(`SELECT count(*) ${from}`, statement.parameters)
  return { rows, count: Number(counted.rows[0]?.[0]) }
}
