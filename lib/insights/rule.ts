/** A condition over the attributes of one entity. An empty `all` holds for every row, an empty `any` for none. */
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
