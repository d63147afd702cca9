import { checkAggregate } from '#lib/insights/aggregate.ts'
import type { Aggregate, Attribute, Evaluation } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'

/** One number: an aggregate over the rows of an entity that the filter lets through. */
export type Definition = {
  entityName: string
  aggregate: Pick<Aggregate, 'operation' | 'attribute'>
  filter?: Rule
  isScalar: true
  dimensions: []
}

/** What of a definition the row keeps in columns of its own. */
export const columns = (input: { kind: 'business'; definition: Definition } | { kind: 'external' }) =>
  input.kind === 'business' ? { entityName: input.definition.entityName } : {}

/** What in a definition does not fit its entity. */
export const checkDefinition = ({ aggregate, filter }: Definition, attributes: Attribute[]) =>
  checkAggregate({ ...aggregate, filter }, attributes)

export const evaluationOf = ({ entityName, aggregate, filter }: Definition, at: Date): Evaluation => ({
  kind: 'aggregate',
  entityName,
  at,
  ...aggregate,
  filter,
})
