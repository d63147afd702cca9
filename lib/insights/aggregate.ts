import type { Issue } from '#lib/errors.ts'
import type { Aggregate, Attribute } from '#lib/insights/port.ts'
import { checkRule, RuleError } from '#lib/insights/rule-check.ts'
import { identifier } from '#lib/insights/rule-sql.ts'

/** What is wrong with a measure's definition ({ aggregate: { operation, attribute }, filter }) for an entity of these attributes. */
export function checkAggregate(aggregate: Aggregate, attributes: Attribute[], path = 'definition'): Issue[] {
  const issues = checkOperand(aggregate, attributes).map(message => ({ path: `${path}.aggregate.attribute`, message }))
  return aggregate.filter ? [...issues, ...checkRule(aggregate.filter, attributes, `${path}.filter`)] : issues
}

function checkOperand({ operation, attribute }: Aggregate, attributes: Attribute[]): string[] {
  if (attribute === undefined) return operation === 'count' ? [] : [`${operation} needs an attribute`]
  const type = attributes.find(({ name }) => name === attribute)?.type
  if (!type) return [`there is no attribute ${attribute}`]
  if (operation === 'count' || operation === 'countDistinct') return []
  if (type === 'integer' || type === 'decimal') return []
  return [`${operation} takes a number, and ${attribute} is of type ${type}`]
}

/** The aggregate's expression, without its filter. @throws RuleError where it does not fit the attributes. */
export function aggregateToSql(aggregate: Aggregate, attributes: Attribute[]): string {
  const issues = checkAggregate(aggregate, attributes)
  if (issues.length > 0) throw new RuleError(issues)
  const column = aggregate.attribute === undefined ? '*' : identifier(aggregate.attribute)
  switch (aggregate.operation) {
    case 'countDistinct':
      return `count(DISTINCT ${column})`
    case 'sum':
      return `coalesce(sum(${column}), 0)`
    default:
      return `${aggregate.operation}(${column})`
  }
}
