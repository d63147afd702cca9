import type { AttributeType } from '#lib/insights/port.ts'
import { isRelative, resolveRelative } from '#lib/insights/relative-time.ts'
import type { Condition, Operator, Scalar } from '#lib/insights/rule.ts'
import { type Parameter, parameter } from '#lib/insights/rule-value.ts'

/** A name as SQL takes it, whatever characters it has. */
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

export const COMPARISONS: Partial<Record<Operator, string>> = {
  eq: '=',
  ne: 'IS DISTINCT FROM',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
}
const ORDERING: Operator[] = ['gt', 'ge', 'lt', 'le']

/** A condition that fits the type, over `column`, in the SQL that DuckDB and PostgreSQL share. */
export function conditionToSql(
  column: string,
  { operator, value = [] }: Condition,
  type: AttributeType,
  at: Date,
  bind: (parameter: Parameter) => string,
): string {
  if (operator === 'isNull') return `${column} IS NULL`
  if (operator === 'isNotNull') return `${column} IS NOT NULL`
  const operands = operandsOf(value, type, at)
  if (operator === 'in') {
    // An integer equals no fraction, and one in the list would have all of it compared as floating point.
    const possible = type === 'integer' ? operands.filter(one => one.type === 'BIGINT') : operands
    return possible.length === 0 ? 'FALSE' : `${column} IN (${possible.map(bind).join(', ')})`
  }
  const operand = operands.map(bind).join()
  switch (operator) {
    case 'contains':
      return `position(${operand} IN ${column}) > 0`
    case 'startsWith':
      return `starts_with(${column}, ${operand})`
    case 'endsWith':
      return `right(${column}, length(${operand})) = ${operand}`
    default: {
      // By code points, whatever order the database has for text.
      const compared = type === 'text' && ORDERING.includes(operator) ? `${column} COLLATE "C"` : column
      return `${compared} ${COMPARISONS[operator]} ${operand}`
    }
  }
}

function operandsOf(value: NonNullable<Condition['value']>, type: AttributeType, at: Date): Parameter[] {
  const values = isRelative(value)
    ? [resolveRelative(value, type === 'date' ? 'date' : 'timestamp', at)]
    : [value].flat()
  return values.map((one: Scalar) => parameter(type, one)).filter(one => one !== undefined)
}
