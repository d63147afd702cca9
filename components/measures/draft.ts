import { type Names, uniqueName } from '#components/insights/names.ts'
import { definitionOf } from '#components/measures/shown.ts'
import { missing, typed } from '#components/rules/edit.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { AggregateOperation, Attribute } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'

export const OPERATIONS = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max'] as const satisfies AggregateOperation[]

/** A measure while it is edited. */
export type Draft = Names & {
  description: string
  kind: MeasureView['kind']
  entityName: string
  operation: AggregateOperation
  attribute: string
  /** Undefined where every row counts. */
  filter: Rule | undefined
}

export function draftOf(measure?: MeasureView): Draft {
  const definition = measure && definitionOf(measure)
  return {
    displayName: measure?.displayName ?? '',
    name: measure?.name,
    description: measure?.description ?? '',
    kind: measure?.kind ?? 'business',
    entityName: definition?.entityName ?? '',
    operation: definition?.aggregate.operation ?? 'count',
    attribute: definition?.aggregate.attribute ?? '',
    filter: definition?.filter,
  }
}

/** The attributes that an operation can take: everything can be counted, only numbers can be added up. */
export const attributesFor = (operation: AggregateOperation, attributes: Attribute[]) =>
  operation === 'count' || operation === 'countDistinct'
    ? attributes
    : attributes.filter(({ type }) => type === 'integer' || type === 'decimal')

/** The members that still have to be filled in. */
export const missingIn = (draft: Draft): string[] => [
  ...(draft.displayName.trim() === '' ? ['displayName'] : []),
  ...(uniqueName(draft) === '' ? ['name'] : []),
  ...(draft.kind === 'business' ? missingInDefinition(draft) : []),
]

const missingInDefinition = ({ entityName, operation, attribute, filter }: Draft): string[] => [
  ...(entityName === '' ? ['definition.entityName'] : []),
  ...(operation !== 'count' && attribute === '' ? ['definition.aggregate.attribute'] : []),
  ...(filter ? missing(filter, 'definition.filter') : []),
]

/** The measure as the API takes it. */
export function bodyOf(draft: Draft, attributes: Attribute[]) {
  const { displayName, description, kind } = draft
  return {
    name: uniqueName(draft),
    displayName: displayName.trim(),
    description: description.trim() || null,
    kind,
    ...(kind === 'business' && { definition: definitionBody(draft, attributes) }),
  }
}

function definitionBody({ entityName, operation, attribute, filter }: Draft, attributes: Attribute[]) {
  const typeOf = (wanted: string) => attributes.find(({ name }) => name === wanted)?.type
  return {
    entityName,
    aggregate: { operation, ...(attribute !== '' && { attribute }) },
    ...(filter && { filter: typed(filter, typeOf) }),
    isScalar: true,
    dimensions: [],
  }
}
