import type { AttributeType } from '#lib/insights/port.ts'
import type { Scalar } from '#lib/insights/rule.ts'

/** A value as a statement takes it: its text, and the SQL type that the text is cast to. */
export type Parameter = {
  text: string
  type: 'VARCHAR' | 'BIGINT' | 'DOUBLE PRECISION' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP'
}

/** How messages speak of a type. */
export const TYPE_NAMES: Record<AttributeType, string> = {
  text: 'text',
  integer: 'an integer',
  decimal: 'a number',
  boolean: 'true or false',
  date: 'a date such as 2026-11-23',
  timestamp: 'a time such as 2026-11-23T08:00:00Z',
}

/** The parameter to compare an attribute of the type with; undefined where the value is of another type. */
export function parameter(type: AttributeType, value: Scalar): Parameter | undefined {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? { text: value, type: 'VARCHAR' } : undefined
    case 'integer':
      return integer(value) ?? number(value)
    case 'decimal':
      return number(value)
    case 'boolean':
      return typeof value === 'boolean' ? { text: String(value), type: 'BOOLEAN' } : undefined
    case 'date':
      return typeof value === 'string' && isDate(value) ? { text: value, type: 'DATE' } : undefined
    case 'timestamp':
      return typeof value === 'string' ? timestamp(value) : undefined
  }
}

// JSON numbers stop being exact at 2^53; the string form exists for what lies beyond, and only for that.
function integer(value: Scalar): Parameter | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { text: value.toFixed(0), type: 'BIGINT' } : undefined
  }
  if (typeof value !== 'string' || !/^-?[1-9]\d{15,18}$/.test(value)) return undefined
  const digits = BigInt(value)
  const fits = BigInt.asIntN(64, digits) === digits && !Number.isSafeInteger(Number(digits))
  return fits ? { text: value, type: 'BIGINT' } : undefined
}

function number(value: Scalar): Parameter | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? { text: String(value), type: 'DOUBLE PRECISION' }
    : undefined
}

/** Whether the calendar has the day: JavaScript reads 31 February as 3 March. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const TIMESTAMP = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?$/

function timestamp(text: string): Parameter | undefined {
  const [, date = '', minutes = '00:00', seconds = '00', fraction = '', offset = 'Z'] = TIMESTAMP.exec(text) ?? []
  const time = Date.parse(`${date}T${minutes}:${seconds}${offset}`)
  if (!isDate(date) || Number.isNaN(time)) return undefined
  const utc = new Date(time).toISOString().slice(0, 19)
  return { text: `${utc}.${fraction.slice(0, 6).padEnd(6, '0')}`, type: 'TIMESTAMP' }
}
