import type { Engine } from '#lib/insights/files/engine.ts'
import { relationOf, relationsOf } from '#lib/insights/files/relations.ts'
import { toJson } from '#lib/insights/files/value.ts'
import type { FileTable, Page, ReadQuery } from '#lib/insights/port.ts'
import { checkQuery } from '#lib/insights/read-check.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import { Statement } from '#lib/insights/statement.ts'

// Among the other entities of a filter; no entity has it for a name.
const ITSELF = ''

/** DataPort.read over a version. Rows that the order leaves equal keep the order of the file, so pages never overlap. */
export async function read(engine: Engine, table: FileTable, query: ReadQuery, signal?: AbortSignal): Promise<Page> {
  const names = checkQuery(table.attributes, query)
  const order = query.orderBy ?? []
  const filter = query.filter ?? { all: [] }
  const relations = { ...relationsOf(engine, query.tables ?? {}), [ITSELF]: relationOf(engine, table) }
  const statement = new Statement(relations, ITSELF, query.at ?? new Date())
  const where = statement.condition(filter)
  const from = `FROM ${statement.from} WHERE ${where}`
  const sorted = order.map(({ attribute, descending }) => {
    return `t.${identifier(attribute)} ${descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`
  })
  // A join may mix the rows up.
  const isOrdered = sorted.length > 0 || query.tables !== undefined
  const orderBy = isOrdered ? `ORDER BY ${[...sorted, 't.file_row_number'].join(', ')}` : ''
  const limit = `LIMIT ${Math.trunc(query.top)} OFFSET ${Math.trunc(query.skip)}`

  return engine.use(signal, async connection => {
    const page = await connection.runAndReadAll(
      `SELECT ${names.map(name => `t.${identifier(name)}`).join(', ')} ${from} ${orderBy} ${limit}`,
      statement.parameters,
    )
    const rows = page.getRows().map(row => Object.fromEntries(row.map((value, at) => [names[at] ?? '', toJson(value)])))
    if (!query.count) return { rows }
    const counted = await connection.runAndReadAll(`SELECT count(*) ${from}`, statement.parameters)
    return { rows, count: Number(counted.value(0, 0)) }
  })
}
