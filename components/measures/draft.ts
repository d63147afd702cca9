import { type Names, uniqueName } from '#components/insights/names.ts'
import { definitionOf, sqlOf } from '#components/measures/shown.ts'
import { missing, type Shape, typed } from '#components/rules/edit.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { Aggregate } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'

/** A measure while it is edited. */
export type Draft = Names & {
  description: string
  kind: MeasureView['kind']
  entityName: string
  aggregate: Pick<Aggregate, 'operation' | 'attribute'>
  /** Undefined where every row counts. */
  filter: Rule | undefined
  dimensions: string[]
  sql: string
}

export function draftOf(measure?: MeasureView): Draft {
  const definition = measure && definitionOf(measure)
  return {
    displayName: measure?.displayName ?? '',
    name: measure?.name,
    description: measure?.description ?? '',
    kind: measure?.kind ?? 'business',
    entityName: definition?.entityName ?? '',
    aggregate: definition?.aggregate ?? { operation: 'count' },
    filter: definition?.filter,
    dimensions: definition?.dimensions ?? [],
    sql: (measure && sqlOf(measure)) ?? '',
  }
}

/** The members that still have to be filled in. */
export const missingIn = (draft: Draft): string[] => [
  ...(draft.displayName.trim() === '' ? ['displayName'] : []),
  ...(uniqueName(draft) === '' ? ['name'] : []),
  ...(draft.kind === 'business' ? missingInDefinition(draft) : []),
  ...(draft.kind === 'sql' && draft.sql.trim() === '' ? ['definition.sql'] : []),
]

const missingInDefinition = ({ entityName, aggregate, filter }: Draft): string[] => [
  ...(entityName === '' ? ['definition.entityName'] : []),
  ...(aggregate.operation !== 'count' && !aggregate.attribute ? ['definition.aggregate.attribute'] : []),
  ...(filter ? missing(filter, 'definition.filter') : []),
]

/** The measure as the API takes it. */
export function bodyOf(draft: Draft, entities: Shape[]) {
  const { displayName, description, kind, sql } = draft
  return {
    name: uniqueName(draft),
    displayName: displayName.trim(),
    description: description.trim() || null,
    kind,
    ...(kind === 'business' && { definition: definitionBody(draft, entities) }),
    ...(kind === 'sql' && { definition: { sql } }),
  }
}

function definitionBody({ entityName, aggregate, filter, dimensions }: Draft, entities: Shape[]) {
  return { entityName, aggregate, ...(filter && { filter: typed(filter, entityName, entities) }), dimensions }
}
