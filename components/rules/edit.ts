import type { AttributeType } from '#lib/insights/port.ts'
import {
  type Condition,
  OPERATORS,
  type Operator,
  type Part,
  type RelatedCondition,
  type Relative,
  type Rule,
  type Scalar,
} from '#lib/insights/rule.ts'

export type Match = 'all' | 'any'

export const isGroup = (part: Part): part is Rule => 'all' in part || 'any' in part
export const isRelated = (part: Part): part is RelatedCondition => 'related' in part
export const matchOf = (rule: Rule): Match => ('all' in rule ? 'all' : 'any')
export const partsOf = (rule: Rule): Part[] => ('all' in rule ? rule.all : rule.any)
export const group = (match: Match, parts: Part[]): Rule => (match === 'all' ? { all: parts } : { any: parts })

/** How many values an operator compares with. */
export const takes = (operator: Operator): 'none' | 'one' | 'many' =>
  operator === 'isNull' || operator === 'isNotNull' ? 'none' : operator === 'in' ? 'many' : 'one'

const TEXT_ONLY: Operator[] = ['contains', 'startsWith', 'endsWith']
const BOOLEAN: Operator[] = ['eq', 'ne', 'isNull', 'isNotNull']

/** The operators that make sense for the type, and whichever the rule has, so that no rule is shown as another one. */
export function operatorsFor(type: AttributeType | undefined, current: Operator): Operator[] {
  return OPERATORS.filter(operator => operator === current || fits(operator, type))
}

function fits(operator: Operator, type: AttributeType | undefined) {
  if (type === 'boolean') return BOOLEAN.includes(operator)
  return type === 'text' || type === undefined || !TEXT_ONLY.includes(operator)
}

/** The condition with another operator; its value is kept as far as the operator takes it. */
export function withOperator({ attribute, value }: Condition, operator: Operator): Condition {
  const values = [value ?? []].flat().filter(one => typeof one !== 'object')
  if (takes(operator) === 'none') return { attribute, operator }
  if (takes(operator) === 'many') return { attribute, operator, value: values }
  return { attribute, operator, value: values[0] ?? '' }
}

/**
 * The rule as it is sent: what was typed for a number becomes a number, for a truth value a truth value. Whatever
 * cannot be read so stays as it was typed, and the service says what is wrong with it.
 */
export function typed(rule: Rule, typeOf: (attribute: string) => AttributeType | undefined): Rule {
  return group(
    matchOf(rule),
    partsOf(rule).map(part => {
      if (isGroup(part)) return typed(part, typeOf)
      return isRelated(part) ? part : typedCondition(part, typeOf(part.attribute))
    }),
  )
}

function typedCondition(condition: Condition, type: AttributeType | undefined): Condition {
  const { value } = condition
  if (value === undefined) return condition
  if (!Array.isArray(value)) return { ...condition, value: typedValue(value, type) }
  return { ...condition, value: value.filter(one => one !== '').map(one => typedValue(one, type)) }
}

function typedValue<T extends Scalar | Relative>(value: T, type: AttributeType | undefined): T | Scalar {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (type === 'integer' || type === 'decimal')
    return text !== '' && Number.isFinite(Number(text)) ? Number(text) : value
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : value
  return value
}

/** Where something is still missing, by its place in what is sent: `rule.all.0.attribute`. */
export function missing(rule: Rule, path: string): string[] {
  return placed(rule, path).flatMap(({ part, path: at }) => {
    if (isGroup(part)) return missing(part, at)
    if (isRelated(part)) return []
    const { attribute, operator, value } = part
    const isEmpty = Array.isArray(value) ? !value.some(one => one !== '') : value === ''
    return [
      ...(attribute === '' ? [`${at}.attribute`] : []),
      ...(takes(operator) !== 'none' && isEmpty ? [`${at}.value`] : []),
    ]
  })
}

/** The parts of a rule with their places in what is sent. */
export const placed = (rule: Rule, path: string) =>
  partsOf(rule).map((part, index) => ({ part, index, path: `${path}.${matchOf(rule)}.${index}` }))
