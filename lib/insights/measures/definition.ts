import type { Issue } from '#lib/errors.ts'
import type { AggregateOperation, Attribute } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'
import { checkRule } from '#lib/insights/rule-check.ts'

/** One number: an aggregate over the rows of an entity that the filter lets through. */
export type Definition = {
  entityName: string
  aggregate: { operation: AggregateOperation; attribute?: string }
  filter?: Rule
  isScalar: true
  dimensions: []
}

/** What of a definition the row keeps in columns of its own. */
export const columns = (input: { kind: 'business'; definition: Definition } | { kind: 'external' }) =>
  input.kind === 'business' ? { entityName: input.definition.entityName } : {}

const COUNTS: AggregateOperation[] = ['count', 'countDistinct']

/** What in a definition does not fit its entity. */
export function checkDefinition({ aggregate, filter }: Definition, attributes: Attribute[]): Issue[] {
  return [
    ...checkAggregate(aggregate, attributes),
    ...(filter ? checkRule(filter, attributes, 'definition.filter') : []),
  ]
}

function checkAggregate({ operation, attribute }: Definition['aggregate'], attributes: Attribute[]): Issue[] {
  if (attribute === undefined) return []
  const path = 'definition.aggregate.attribute'
  const found = attributes.find(({ name }) => name === attribute)
  if (!found) return [{ path, message: `there is no attribute ${attribute}` }]
  const isNumber = found.type === 'integer' || found.type === 'decimal'
  if (isNumber || COUNTS.includes(operation)) return []
  return [{ path, message: `${operation} takes a number, and ${attribute} is of type ${found.type}` }]
}
