import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import {
  CUSTOMER_ID,
  type Definition,
  keyAttribute,
  type MappedEntity,
  type MergedAttribute,
} from '#lib/insights/unification/definition.ts'

/** One row per customer of a slice: of each attribute the first value that there is, in its order. */
export function customersSql(
  { merge }: Definition,
  merged: Attribute[],
  order: MappedEntity[],
  from: (entityName: string) => string,
): (slice: string) => string {
  const byTime = merge.some(({ precedence }) => precedence !== 'importance')
  const selects = (slice: string) =>
    order.map((entity, place) => {
      const columns = merge.flatMap(({ from: sources }, at) => {
        const position = sources.findIndex(({ entityName }) => entityName === entity.entityName)
        const attribute = sources[position]?.attribute
        return attribute === undefined
          ? []
          : [
              `source.${identifier(attribute)}${merged[at]?.type === 'text' ? '::VARCHAR' : ''} AS a${at}`,
              `${position} AS p${at}`,
            ]
      })
      const changed = byTime
        ? [`try_cast(${entity.changedAt ? `source.${identifier(entity.changedAt)}` : 'NULL'} AS TIMESTAMP) AS changed`]
        : []
      return `
      SELECT m.customer, m.record, CASE WHEN m.entity = ${place} THEN m."key" END AS k${place}${[...columns, ...changed].map(column => `, ${column}`).join('')}
      FROM matched AS m JOIN ${from(entity.entityName)} AS source ON source.${identifier(entity.primaryKey)}::VARCHAR = m."key"
      WHERE m.entity = ${place} AND ${slice}`
    })
  const times = byTime
    ? `, row_number() OVER (ORDER BY changed DESC NULLS LAST, record) AS latest, row_number() OVER (ORDER BY changed NULLS LAST, record) AS earliest`
    : ''
  return slice => `
    SELECT any_value(id) AS ${identifier(CUSTOMER_ID)}
      ${merge.map((attribute, at) => `, ${firstValue(attribute, at)} AS ${identifier(attribute.name)}`).join('')}
      ${order.map((entity, place) => `, arg_min(k${place}, record) AS ${identifier(keyAttribute(entity))}`).join('')}
    FROM (SELECT *${times} FROM (${selects(slice).join(' UNION ALL BY NAME ')})) JOIN identity USING (customer)
    GROUP BY customer`
}

const RANK = {
  mostRecent: () => 'latest',
  leastRecent: () => 'earliest',
  importance: (at: number) => `p${at} * 4294967296 + record`,
}

// arg_min leaves out rows without a value.
const firstValue = ({ precedence }: MergedAttribute, at: number) => `arg_min(a${at}, ${RANK[precedence](at)})`

/** The type that all of them have; integers and decimals are decimals together, and everything else is text. */
export function mergedType(from: MergedAttribute['from'], attributes: Record<string, Attribute[]>): AttributeType {
  const types = new Set(
    from.map(source => attributes[source.entityName]?.find(({ name }) => name === source.attribute)?.type ?? 'text'),
  )
  const [first = 'text'] = types
  if (types.size <= 1) return first
  return [...types].every(type => type === 'integer' || type === 'decimal') ? 'decimal' : 'text'
}
