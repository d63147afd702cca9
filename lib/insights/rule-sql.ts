import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import type { Condition, Operator, Rule } from '#lib/insights/rule.ts'
import { checkRule, RuleError } from '#lib/insights/rule-check.ts'
import { type Parameter, parameter } from '#lib/insights/rule-value.ts'

/** An expression with $1, $2, … for its parameters, all of them text. */
export type Sql = { sql: string; parameters: string[] }

/** A name as SQL takes it, whatever characters it has. */
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

const COMPARISONS: Partial<Record<Operator, string>> = {
  eq: '=',
  ne: 'IS DISTINCT FROM',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
}
const FUNCTIONS: Partial<Record<Operator, string>> = {
  contains: 'contains',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
}

/**
 * The rule as a boolean expression over the attributes; where it is not true, null included, it does not hold.
 * @throws RuleError where the rule does not fit the attributes.
 */
export function ruleToSql(rule: Rule, attributes: Attribute[], path?: string): Sql {
  const issues = checkRule(rule, attributes, path)
  if (issues.length > 0) throw new RuleError(issues)
  const types = new Map(attributes.map(attribute => [attribute.name, attribute.type]))
  const parameters: string[] = []

  function bind({ text, type }: Parameter): string {
    parameters.push(text)
    return `CAST($${parameters.length} AS ${type})`
  }
  function expression(part: Rule | Condition): string {
    if ('attribute' in part) return condition(part, types.get(part.attribute) ?? 'text', bind)
    if ('all' in part) return part.all.length === 0 ? 'TRUE' : `(${part.all.map(expression).join(' AND ')})`
    return part.any.length === 0 ? 'FALSE' : `(${part.any.map(expression).join(' OR ')})`
  }
  return { sql: expression(rule), parameters }
}

function condition(
  { attribute, operator, value = [] }: Condition,
  type: AttributeType,
  bind: (parameter: Parameter) => string,
): string {
  const column = identifier(attribute)
  if (operator === 'isNull') return `${column} IS NULL`
  if (operator === 'isNotNull') return `${column} IS NOT NULL`
  const values = [value]
    .flat()
    .map(one => parameter(type, one))
    .filter(one => one !== undefined)
  if (operator === 'in') {
    // An integer equals no fraction, and one in the list would have all of it compared as floating point.
    const possible = type === 'integer' ? values.filter(one => one.type === 'BIGINT') : values
    return possible.length === 0 ? 'FALSE' : `${column} IN (${possible.map(bind).join(', ')})`
  }
  const operand = values.map(bind).join()
  const name = FUNCTIONS[operator]
  return name ? `${name}(${column}, ${operand})` : `${column} ${COMPARISONS[operator]} ${operand}`
}
