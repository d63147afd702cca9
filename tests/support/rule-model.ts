import type { Attribute, Value } from '#lib/insights/port.ts'
import type { Condition, Rule, Scalar } from '#lib/insights/rule.ts'

type Row = Record<string, Value>

/** What a rule means, in the plainest words: the model that every adapter is held against. */
export function holds(part: Rule | Condition, row: Row, attributes: Attribute[]): boolean {
  if ('all' in part) return part.all.every(inner => holds(inner, row, attributes))
  if ('any' in part) return part.any.some(inner => holds(inner, row, attributes))
  const type = attributes.find(({ name }) => name === part.attribute)?.type
  const found = row[part.attribute] ?? null
  if (part.operator === 'isNull') return found === null
  if (part.operator === 'isNotNull') return found !== null
  if (part.operator === 'ne') return found === null || compare(found, part.value as Scalar, type) !== 0
  if (found === null) return false
  if (part.operator === 'in') return (part.value as Scalar[]).some(value => compare(found, value, type) === 0)
  const text = String(found)
  const value = part.value as Scalar
  switch (part.operator) {
    case 'contains':
      return text.includes(String(value))
    case 'startsWith':
      return text.startsWith(String(value))
    case 'endsWith':
      return text.endsWith(String(value))
    case 'eq':
      return compare(found, value, type) === 0
    case 'gt':
      return compare(found, value, type) > 0
    case 'ge':
      return compare(found, value, type) >= 0
    case 'lt':
      return compare(found, value, type) < 0
    case 'le':
      return compare(found, value, type) <= 0
  }
}

function compare(one: Scalar, other: Scalar, type: Attribute['type'] | undefined): number {
  if (type === 'timestamp') return Date.parse(String(one)) - Date.parse(String(other))
  if (type === 'text' || type === 'date') return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
  return Number(one) - Number(other)
}
