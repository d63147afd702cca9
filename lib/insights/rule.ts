/**
 * A condition over the attributes of one entity. An empty `all` holds for every row, an empty `any` for none.
 *
 * Comparisons mean what they mean in OData: text by exact case, in the order of its code points; null equals nothing,
 * so `ne` holds for it and every other comparison does not. A date is '2026-11-23', a timestamp ISO 8601, UTC where it
 * names no offset; an integer beyond 2^53 may come as its digits in a string.
 */
export type Rule = { all: (Rule | Condition)[] } | { any: (Rule | Condition)[] }

export type Condition = {
  attribute: string
  operator: Operator
  /** Absent for isNull and isNotNull, an array for in, one value for the rest. */
  value?: Scalar | Scalar[]
}

export type Scalar = string | number | boolean

export const OPERATORS = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'in',
  'contains',
  'startsWith',
  'endsWith',
  'isNull',
  'isNotNull',
] as const
export type Operator = (typeof OPERATORS)[number]
