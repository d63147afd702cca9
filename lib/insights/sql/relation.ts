import type { Attribute, AttributeType, RelationTable } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import type { Ask, SqlColumn } from '#lib/insights/sql/in-database.ts'
import type { Relation } from '#lib/insights/statement.ts'

type Named = Pick<RelationTable, 'table' | 'query'>

/** What stands after FROM for the table or query as it is. */
export const sourceSql = ({ table, query }: Named): string =>
  query === undefined ? (table ?? '').split('.').map(identifier).join('.') : `(${query}\n) AS source`

/** The relation with its columns as our types have them: whatever is no number, date or time is text, times are in UTC. */
export const relationOf = (table: RelationTable): Relation => ({
  from: `(SELECT ${table.attributes.map(asOurs).join(', ')} FROM ${sourceSql(table)})`,
  attributes: table.attributes,
})

function asOurs({ name, type }: Attribute): string {
  const column = identifier(name)
  if (type === 'text') return `CAST(${column} AS TEXT) AS ${column}`
  return type === 'timestamp' ? `CAST(${column} AS TIMESTAMP) AS ${column}` : column
}

/** The columns that a table or query has now. */
export async function columnsOf(ask: Ask, named: Named): Promise<Attribute[]> {
  const { columns } = await ask(`SELECT * FROM ${sourceSql(named)} LIMIT 0`)
  return columns.map(({ name, oid }: SqlColumn) => ({ name, type: TYPES.get(oid) ?? 'text' }))
}

// PostgreSQL's own numbers of its types (pg_type.dat), the same in everything that speaks its protocol.
const TYPES = new Map<number, AttributeType>([
  [16, 'boolean'],
  [20, 'integer'],
  [21, 'integer'],
  [23, 'integer'],
  [700, 'decimal'],
  [701, 'decimal'],
  [1700, 'decimal'],
  [1082, 'date'],
  [1114, 'timestamp'],
  [1184, 'timestamp'],
])
