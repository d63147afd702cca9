import type { Attribute, Value } from '#lib/insights/port.ts'
import type { Part, Related, Relative, Scalar } from '#lib/insights/rule.ts'

type Row = Record<string, Value>

/** Everything that a rule can speak of besides the row: the other entities, and the moment of the evaluation. */
export type World = { entities: Record<string, { rows: Row[]; attributes: Attribute[] }>; at: Date }
const NOTHING_ELSE: World = { entities: {}, at: new Date(0) }

/** What a rule means, in the plainest words: the model that every adapter is held against. */
export function holds(part: Part, row: Row, attributes: Attribute[], world: World = NOTHING_ELSE): boolean {
  if ('all' in part) return part.all.every(inner => holds(inner, row, attributes, world))
  if ('any' in part) return part.any.some(inner => holds(inner, row, attributes, world))
  if ('related' in part) {
    const number = relatedNumber(part.related, row, world)
    const { operator, value } = part
    return holds({ attribute: 'n', operator, value }, { n: number }, [{ name: 'n', type: 'decimal' }])
  }
  const type = attributes.find(({ name }) => name === part.attribute)?.type
  const found = row[part.attribute] ?? null
  if (part.operator === 'isNull') return found === null
  if (part.operator === 'isNotNull') return found !== null
  if (part.operator === 'ne')
    return found === null || compare(found, plain(part.value as Scalar | Relative, type, world.at), type) !== 0
  if (found === null) return false
  if (part.operator === 'in') return (part.value as Scalar[]).some(value => compare(found, value, type) === 0)
  const text = String(found)
  const value = plain(part.value as Scalar | Relative, type, world.at)
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

function relatedNumber({ entityName, on, aggregate, filter }: Related, row: Row, world: World): number | null {
  const { rows, attributes } = world.entities[entityName] ?? { rows: [], attributes: [] }
  const key = row[on.attribute] ?? null
  const type = attributes.find(({ name }) => name === on.relatedAttribute)?.type
  const own = rows
    .filter(
      ({ [on.relatedAttribute]: other = null }) => key !== null && other !== null && compare(key, other, type) === 0,
    )
    .filter(one => !filter || holds(filter, one, attributes, world))
  if (aggregate.attribute === undefined) return own.length
  const values = own.map(({ [aggregate.attribute ?? '']: value = null }) => value).filter(value => value !== null)
  switch (aggregate.operation) {
    case 'count':
      return values.length
    case 'countDistinct':
      return new Set(values).size
    case 'sum':
      return values.reduce<number>((sum, value) => sum + Number(value), 0)
    default: {
      if (values.length === 0) return null
      const numbers = values.map(Number)
      if (aggregate.operation === 'avg') return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
      return aggregate.operation === 'min' ? Math.min(...numbers) : Math.max(...numbers)
    }
  }
}

/** Counted with the calendar of JavaScript, in UTC. */
function plain(value: Scalar | Relative, type: Attribute['type'] | undefined, at: Date): Scalar {
  if (typeof value !== 'object') return value
  const time = new Date(at)
  const { ago, unit } = value
  if (unit === 'hours') time.setUTCHours(time.getUTCHours() - ago)
  else if (unit === 'days') time.setUTCDate(time.getUTCDate() - ago)
  else if (unit === 'weeks') time.setUTCDate(time.getUTCDate() - 7 * ago)
  else {
    const day = time.getUTCDate()
    time.setUTCDate(1)
    time.setUTCMonth(time.getUTCMonth() - (unit === 'years' ? 12 * ago : ago))
    const last = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate()
    time.setUTCDate(Math.min(day, last))
  }
  return type === 'date' ? time.toISOString().slice(0, 10) : time.toISOString()
}

function compare(one: Scalar, other: Scalar, type: Attribute['type'] | undefined): number {
  if (type === 'timestamp') return Date.parse(String(one)) - Date.parse(String(other))
  if (type === 'text' || type === 'date') return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
  return Number(one) - Number(other)
}
