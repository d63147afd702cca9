import { takeLiteral } from '#lib/data/odata/literal.ts'
import { Reader } from '#lib/data/odata/reader.ts'
import type { Token } from '#lib/data/odata/tokens.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Condition, Operator, Rule, Scalar } from '#lib/insights/rule.ts'

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
const FUNCTIONS = new Map<string, Operator>([
  ['contains', 'contains'],
  ['startswith', 'startsWith'],
  ['endswith', 'endsWith'],
])
const MAX_DEPTH = 20

/**
 * Reads an OData 4 `$filter`: `eq ne gt ge lt le`, `in (…)`, `contains startswith endswith`, `and or`, parentheses, null.
 * `not` has no counterpart in a rule and is refused like everything else that is not understood.
 * @throws Invalid naming the position and what was expected there
 */
export function parseFilter(text: string, attributes: Attribute[]): Rule {
  const reader = new Reader('$filter', text, attributes)
  const rule = either(reader, 0)
  reader.expectEnd('and', 'or')
  return 'attribute' in rule ? { all: [rule] } : rule
}

const either = (reader: Reader, depth: number) => chain(reader, 'or', () => both(reader, depth))

const both = (reader: Reader, depth: number) => chain(reader, 'and', () => term(reader, depth))

/** One part, or several with the word between them. */
function chain(reader: Reader, word: 'and' | 'or', part: () => Rule | Condition): Rule | Condition {
  const first = part()
  const parts = [first]
  while (reader.takeIf(word)) parts.push(part())
  if (parts.length === 1) return first
  return word === 'and' ? { all: parts } : { any: parts }
}

function term(reader: Reader, depth: number): Rule | Condition {
  const place = reader.next
  if (reader.takeIf('(')) {
    if (depth === MAX_DEPTH) throw reader.misfit(place, `parentheses are nested more than ${MAX_DEPTH} deep`)
    const inner = either(reader, depth + 1)
    reader.expect(')')
    return inner
  }
  return reader.isCall ? call(reader) : comparison(reader)
}

function call(reader: Reader): Condition {
  const name = reader.next
  const operator = FUNCTIONS.get(name.text.toLowerCase())
  if (!operator)
    throw reader.misfit(name, `there is no ${name.text}(…) here; there are ${[...FUNCTIONS.keys()].join(', ')}`)
  reader.take()
  reader.expect('(')
  const place = reader.next
  const attribute = reader.takeAttribute()
  if (attribute.type !== 'text')
    throw reader.misfit(place, `${name.text} takes a text attribute; ${attribute.name} is none`)
  reader.expect(',')
  const value = takeLiteral(reader, attribute)
  reader.expect(')')
  return { attribute: attribute.name, operator, value }
}

function comparison(reader: Reader): Condition {
  const attribute = reader.takeAttribute()
  const { name } = attribute
  const place = reader.next
  if (reader.takeIf('in')) return { attribute: name, operator: 'in', value: list(reader, attribute) }
  const operator = COMPARISONS.find(word => reader.takeIf(word))
  if (!operator) throw reader.expected(`${COMPARISONS.join(', ')} or in`)
  if (operator !== 'eq' && operator !== 'ne' && attribute.type === 'boolean') {
    throw reader.misfit(place, `${name} is a boolean: compare it by eq, ne or in`)
  }
  if (reader.next.text.toLowerCase() === 'null') return compareWithNull(reader, name, operator, place)
  return { attribute: name, operator, value: takeLiteral(reader, attribute) }
}

function compareWithNull(reader: Reader, attribute: string, operator: Operator, place: Token): Condition {
  if (operator !== 'eq' && operator !== 'ne') throw reader.misfit(place, 'null is compared by eq or ne')
  reader.take()
  return { attribute, operator: operator === 'eq' ? 'isNull' : 'isNotNull' }
}

function list(reader: Reader, attribute: Attribute): Scalar[] {
  reader.expect('(')
  const values = [takeLiteral(reader, attribute)]
  while (reader.takeIf(',')) values.push(takeLiteral(reader, attribute))
  reader.expect(')')
  return values
}
