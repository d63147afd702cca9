import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import {
  type Condition,
  OPERATORS,
  type Operator,
  type Part,
  RELATIVE_UNITS,
  type RelatedCondition,
  type Relative,
  type RelativeUnit,
  type Rule,
  type Scalar,
} from '#lib/insights/rule.ts'

/** An entity, as far as rules over it care. */
export type Shape = { name: string; attributes: Attribute[] }

export type Match = 'all' | 'any'

export const isGroup = (part: Part): part is Rule => 'all' in part || 'any' in part
export const isRelated = (part: Part): part is RelatedCondition => 'related' in part
export const matchOf = (rule: Rule): Match => ('all' in rule ? 'all' : 'any')
export const partsOf = (rule: Rule): Part[] => ('all' in rule ? rule.all : rule.any)
export const group = (match: Match, parts: Part[]): Rule => (match === 'all' ? { all: parts } : { any: parts })

export const emptyCondition = (): Condition => ({ attribute: '', operator: 'eq', value: '' })

/** A number that has not been typed yet is no number. */
export const emptyRelated = (): RelatedCondition => ({
  related: { entityName: '', on: { attribute: '', relatedAttribute: '' }, aggregate: { operation: 'count' } },
  operator: 'gt',
  value: Number.NaN,
})

export const isRelative = (value: Condition['value']): value is Relative =>
  typeof value === 'object' && !Array.isArray(value)

/** The units in which a date or time can be counted back. */
export const unitsFor = (type: AttributeType | undefined): RelativeUnit[] =>
  RELATIVE_UNITS.filter(unit => type === 'timestamp' || (type === 'date' && unit !== 'hours'))

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
  if (takes(operator) === 'none') return { attribute, operator }
  if (takes(operator) === 'one' && isRelative(value)) return { attribute, operator, value }
  const values = [value ?? []].flat().filter(one => typeof one !== 'object')
  if (takes(operator) === 'many') return { attribute, operator, value: values }
  return { attribute, operator, value: values[0] ?? '' }
}

/** The condition on another attribute; a relative date is kept only where that is a date too. */
export function withAttribute(condition: Condition, attribute: string, type: AttributeType | undefined): Condition {
  const keeps = !isRelative(condition.value) || unitsFor(type).includes(condition.value.unit)
  return { ...condition, attribute, ...(!keeps && { value: '' }) }
}

/**
 * The rule as it is sent: what was typed for a number becomes a number, for a truth value a truth value. Whatever
 * cannot be read so stays as it was typed, and the service says what is wrong with it.
 */
export function typed(rule: Rule, entityName: string, entities: Shape[]): Rule {
  const attributes = attributesOf(entityName, entities)
  const typedPart = (part: Part): Part => {
    if (isGroup(part)) return typed(part, entityName, entities)
    if (!isRelated(part)) return typedCondition(part, attributes.find(({ name }) => name === part.attribute)?.type)
    const { filter, ...related } = part.related
    return { ...part, related: { ...related, ...(filter && { filter: typed(filter, related.entityName, entities) }) } }
  }
  return group(matchOf(rule), partsOf(rule).map(typedPart))
}

export const attributesOf = (entityName: string, entities: Shape[]): Attribute[] =>
  entities.find(({ name }) => name === entityName)?.attributes ?? []

function typedCondition(condition: Condition, type: AttributeType | undefined): Condition {
  const { value } = condition
  if (value === undefined || isRelative(value)) return condition
  if (!Array.isArray(value)) return { ...condition, value: typedValue(value, type) }
  return { ...condition, value: value.filter(one => one !== '').map(one => typedValue(one, type)) }
}

function typedValue(value: Scalar, type: AttributeType | undefined): Scalar {
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
    return isRelated(part) ? missingInRelated(part, at) : missingInCondition(part, at)
  })
}

function missingInCondition({ attribute, operator, value }: Condition, at: string): string[] {
  const isEmpty = Array.isArray(value)
    ? !value.some(one => one !== '')
    : value === '' || (isRelative(value) && Number.isNaN(value.ago))
  return [
    ...(attribute === '' ? [`${at}.attribute`] : []),
    ...(takes(operator) !== 'none' && isEmpty ? [`${at}.value`] : []),
  ]
}

function missingInRelated({ related: { entityName, on, aggregate, filter }, value }: RelatedCondition, at: string) {
  const isCount = aggregate.operation === 'count'
  return [
    ...(entityName === '' ? [`${at}.related.entityName`] : []),
    ...(on.attribute === '' ? [`${at}.related.on.attribute`] : []),
    ...(on.relatedAttribute === '' ? [`${at}.related.on.relatedAttribute`] : []),
    ...(!isCount && !aggregate.attribute ? [`${at}.related.aggregate.attribute`] : []),
    ...(Number.isNaN(value) ? [`${at}.value`] : []),
    ...(filter ? missing(filter, `${at}.related.filter`) : []),
  ]
}

/** The parts of a rule with their places in what is sent. */
export const placed = (rule: Rule, path: string) =>
  partsOf(rule).map((part, index) => ({ part, index, path: `${path}.${matchOf(rule)}.${index}` }))
