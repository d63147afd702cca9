import type { AggregateOperation } from '#lib/insights/port.ts'

/**
 * A condition over the rows of one entity. An empty `all` holds for every row, an empty `any` for none.
 *
 * Comparisons mean what they mean in OData: text by exact case, in the order of its code points; null equals nothing,
 * so `ne` holds for it and every other comparison does not. A date is '2026-11-23', a timestamp ISO 8601, UTC where it
 * names no offset; an integer beyond 2^53 may come as its digits in a string.
 */
export type Rule = { all: Part[] } | { any: Part[] }
export type Part = Rule | Condition | RelatedCondition

export type Condition = {
  attribute: string
  operator: Operator
  /** Absent for isNull and isNotNull, an array for in, one value for the rest. */
  value?: Scalar | Relative | Scalar[]
}

export type Scalar = string | number | boolean

/** For dates and timestamps: a moment counted back from that of the evaluation, in UTC; ahead of it where `ago` is negative. */
export type Relative = { ago: number; unit: RelativeUnit }

export const RELATIVE_UNITS = ['hours', 'days', 'weeks', 'months', 'years'] as const
export type RelativeUnit = (typeof RELATIVE_UNITS)[number]

/** Compares a number computed from the rows of another entity that belong to the row: "spent more than 500". */
export type RelatedCondition = { related: Related; operator: ComparisonOperator; value: number }

/**
 * The rows of `entityName` whose `relatedAttribute` equals the row's own `attribute`, and that the filter lets through.
 * Of no rows the count and the sum are 0, and the rest is null. A filter has no related records of its own.
 */
export type Related = {
  entityName: string
  on: { attribute: string; relatedAttribute: string }
  aggregate: { operation: AggregateOperation; attribute?: string }
  filter?: Rule
}

export const COMPARISON_OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number]

export const OPERATORS = [
  ...COMPARISON_OPERATORS,
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'isNull',
  'isNotNull',
] as const
export type Operator = (typeof OPERATORS)[number]
