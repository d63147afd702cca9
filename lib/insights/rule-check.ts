import { type Issue, Unprocessable } from '#lib/errors.ts'
import { checkAggregate } from '#lib/insights/aggregate.ts'
import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import { isCountable, isRelative } from '#lib/insights/relative-time.ts'
import type { Condition, Operator, Part, RelatedCondition, Rule } from '#lib/insights/rule.ts'
import { parameter, TYPE_NAMES } from '#lib/insights/rule-value.ts'

/** Levels of nesting, and conditions and values of `in` together, that a rule may have. */
export const MAX_RULE_DEPTH = 50
export const MAX_RULE_SIZE = 2000

/** The attributes of every entity there is, by its name. */
export type Schemas = Record<string, Attribute[]>

/** A rule or an aggregate that does not fit the attributes it speaks of; `issues` says where. */
export class RuleError extends Unprocessable {
  constructor(issues: Issue[]) {
    super(issues.map(issue => `${issue.path}: ${issue.message}.`)[0] ?? 'The rule does not fit the entity.', issues)
  }
}

const APPLIES_TO: Partial<Record<Operator, AttributeType[]>> = {
  gt: ['text', 'integer', 'decimal', 'date', 'timestamp'],
  ge: ['text', 'integer', 'decimal', 'date', 'timestamp'],
  lt: ['text', 'integer', 'decimal', 'date', 'timestamp'],
  le: ['text', 'integer', 'decimal', 'date', 'timestamp'],
  contains: ['text'],
  startsWith: ['text'],
  endsWith: ['text'],
}

/**
 * What is wrong with the rule for an entity of these attributes, among the entities of `schemas`; paths begin with
 * `path`. Empty where it is right.
 */
export function checkRule(rule: Rule, attributes: Attribute[], path = 'rule', schemas: Schemas = {}): Issue[] {
  const types = new Map(attributes.map(({ name, type }) => [name, type]))
  const issues: Issue[] = []
  let size = 0

  function check(part: Part, at: string, depth: number) {
    if ('attribute' in part) {
      size += Array.isArray(part.value) ? part.value.length : 1
      issues.push(...checkCondition(part, types.get(part.attribute), at))
      return
    }
    if ('related' in part) {
      size++
      issues.push(...checkRelated(part, types, at, schemas))
      return
    }
    if (depth > MAX_RULE_DEPTH) {
      issues.push({ path: at, message: `must not be more than ${MAX_RULE_DEPTH} levels deep` })
      return
    }
    const [word, parts] = 'all' in part ? (['all', part.all] as const) : (['any', part.any] as const)
    for (const [index, inner] of parts.entries()) check(inner, `${at}.${word}.${index}`, depth + 1)
  }

  check(rule, path, 1)
  if (size > MAX_RULE_SIZE)
    issues.push({ path, message: `must not have more than ${MAX_RULE_SIZE} conditions and values` })
  return issues
}

function checkCondition({ attribute, operator, value }: Condition, type: AttributeType | undefined, at: string) {
  if (!type) return [{ path: `${at}.attribute`, message: `there is no attribute ${attribute}` }]
  if (operator === 'isNull' || operator === 'isNotNull') return []
  if (APPLIES_TO[operator]?.includes(type) === false) {
    const message = `${operator} does not apply to ${attribute}, which is of type ${type}`
    return [{ path: `${at}.operator`, message }]
  }
  if (Array.isArray(value) !== (operator === 'in') || value === undefined) {
    const message = `${operator} takes ${operator === 'in' ? 'a list of values' : 'one value'}`
    return [{ path: `${at}.value`, message }]
  }
  if (isRelative(value)) {
    if ((type === 'date' || type === 'timestamp') && isCountable(value, type)) return []
    const message = type === 'date' ? 'counts whole days, weeks, months or years' : 'applies to dates and times'
    return [{ path: `${at}.value`, message: `a relative date ${message}, and ${attribute} is of type ${type}` }]
  }
  const values = Array.isArray(value) ? value : [value]
  const wrong = values.find(one => !parameter(type, one))
  if (wrong === undefined) return []
  const message = `${attribute} is of type ${type}, and ${JSON.stringify(wrong)} is not ${TYPE_NAMES[type]}`
  return [{ path: `${at}.value`, message }]
}

function checkRelated(
  { related: { entityName, on, aggregate, filter } }: RelatedCondition,
  types: Map<string, AttributeType>,
  at: string,
  schemas: Schemas,
): Issue[] {
  const others = Object.hasOwn(schemas, entityName) ? schemas[entityName] : undefined
  if (!others) return [{ path: `${at}.related.entityName`, message: `there is no entity ${entityName}` }]
  return [
    ...checkKeys(on, types.get(on.attribute), others, `${at}.related.on`),
    ...checkAggregate({ ...aggregate, filter }, others, `${at}.related`),
  ]
}

function checkKeys(
  on: RelatedCondition['related']['on'],
  type: AttributeType | undefined,
  others: Attribute[],
  at: string,
): Issue[] {
  if (!type) return [{ path: `${at}.attribute`, message: `there is no attribute ${on.attribute}` }]
  const other = others.find(({ name }) => name === on.relatedAttribute)?.type
  const path = `${at}.relatedAttribute`
  if (!other) return [{ path, message: `there is no attribute ${on.relatedAttribute}` }]
  if (other === type) return []
  return [{ path, message: `${on.relatedAttribute} is of type ${other}, and ${on.attribute} is of type ${type}` }]
}
