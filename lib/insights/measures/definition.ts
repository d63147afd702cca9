import type { Aggregate, Evaluation } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'
import type { Statement } from '#lib/insights/segments/definition.ts'
import type { MeasureKind } from '#prisma/generated/client.ts'

/** An aggregate over the rows of an entity that the filter lets through: one number, or one for each combination of dimensions. */
export type BusinessDefinition = {
  entityName: string
  aggregate: Pick<Aggregate, 'operation' | 'attribute'>
  filter?: Rule
  isScalar: boolean
  dimensions: string[]
}

/** A statement that gives one number. */
export type SqlDefinition = Statement & { isScalar: true; dimensions: [] }

/** What of a measure's row says how it is computed. */
export type MeasureRow = { kind: MeasureKind; definition: unknown }

/** How a measure is computed at a moment; undefined where something else computes it. */
export function measureEvaluation({ kind, definition }: MeasureRow, at: Date): Evaluation | undefined {
  if (kind === 'business') {
    const { entityName, aggregate, filter, dimensions } = definition as BusinessDefinition
    return { kind: 'aggregate', entityName, at, ...aggregate, filter, dimensions }
  }
  if (kind === 'external') return undefined
  const { sql, entityNames } = definition as SqlDefinition
  return { kind: 'sql', result: 'number', sql, entityNames }
}

export const hasDimensions = (definition: unknown): boolean =>
  typeof definition === 'object' &&
  definition !== null &&
  'dimensions' in definition &&
  Array.isArray(definition.dimensions) &&
  definition.dimensions.length > 0
