import type { AggregateOperation, Attribute } from '#lib/insights/port.ts'

export const OPERATIONS = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max'] as const satisfies AggregateOperation[]

/** The attributes that an operation can take: everything can be counted, only numbers can be added up. */
export const attributesFor = (operation: AggregateOperation, attributes: Attribute[]) =>
  operation === 'count' || operation === 'countDistinct'
    ? attributes
    : attributes.filter(({ type }) => type === 'integer' || type === 'decimal')

/** Names to choose from; the one that is chosen is among them, even where its entity has lost it. */
export const offered = (attributes: { name: string }[], chosen: string) => {
  const names = attributes.map(({ name }) => name)
  return chosen === '' || names.includes(chosen) ? names : [chosen, ...names]
}
