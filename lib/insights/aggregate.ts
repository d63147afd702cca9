import type { Issue } from '#lib/errors.ts'
import type { Aggregate, Attribute } from '#lib/insights/port.ts'
import { checkRule, type Schemas } from '#lib/insights/rule-check.ts'

/**
 * What is wrong with a measure's definition ({ aggregate: { operation, attribute }, filter, dimensions }) for an entity
 * of these attributes, among the entities of `schemas`.
 */
export function checkAggregate(
  aggregate: Aggregate,
  attributes: Attribute[],
  path = 'definition',
  schemas: Schemas = {},
): Issue[] {
  const { filter, dimensions = [] } = aggregate
  return [
    ...checkOperand(aggregate, attributes).map(message => ({ path: `${path}.aggregate.attribute`, message })),
    ...(filter ? checkRule(filter, attributes, `${path}.filter`, schemas) : []),
    ...dimensions.flatMap((dimension, index) =>
      attributes.some(({ name }) => name === dimension)
        ? []
        : [{ path: `${path}.dimensions.${index}`, message: `there is no attribute ${dimension}` }],
    ),
  ]
}

function checkOperand({ operation, attribute }: Aggregate, attributes: Attribute[]): string[] {
  if (attribute === undefined) return operation === 'count' ? [] : [`${operation} needs an attribute`]
  const type = attributes.find(({ name }) => name === attribute)?.type
  if (!type) return [`there is no attribute ${attribute}`]
  if (operation === 'count' || operation === 'countDistinct') return []
  if (type === 'integer' || type === 'decimal') return []
  return [`${operation} takes a number, and ${attribute} is of type ${type}`]
}
