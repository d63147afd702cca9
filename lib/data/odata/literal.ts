import type { Reader } from '#lib/data/odata/reader.ts'
import type { Token } from '#lib/data/odata/tokens.ts'
import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import type { Scalar } from '#lib/insights/rule.ts'

const HOW: Record<AttributeType, string> = {
  text: "text: write the value in single quotes, 'like this'",
  integer: 'a number: write the value without quotes',
  decimal: 'a number: write the value without quotes',
  boolean: 'a boolean: write true or false',
  date: 'a date: write the value as 2026-11-23',
  timestamp: 'a time: write the value as 2026-11-23T08:00:00Z',
}

/** Takes a value to compare the attribute with. Dates and times stay text in ISO 8601. @throws Invalid where the types differ. */
export function takeLiteral(reader: Reader, attribute: Attribute): Scalar {
  const token = reader.next
  if (token.kind === 'end' || token.kind === 'mark') throw reader.expected('a value')
  const value = literal(token, attribute.type)
  if (value === undefined) throw reader.misfit(token, `${attribute.name} is ${HOW[attribute.type]}`)
  reader.take()
  return value
}

function literal({ kind, text }: Token, type: AttributeType): Scalar | undefined {
  const string = kind === 'string' ? text.slice(1, -1).replaceAll("''", "'") : text
  switch (type) {
    case 'text':
      return kind === 'string' ? string : undefined
    case 'integer':
    case 'decimal':
      return kind === 'number' ? number(text) : undefined
    case 'boolean':
      return kind === 'word' ? { true: true, false: false }[text.toLowerCase()] : undefined
    // Quoted dates are not OData 4, but flows write them often and they cannot mean anything else.
    case 'date':
      return (kind === 'date' || kind === 'string') && isDate(string) ? string : undefined
    case 'timestamp':
      return kind !== 'number' && (isTimestamp(string) || isDate(string)) ? string : undefined
  }
}

// A whole number beyond what a double holds would be compared as another one.
function number(text: string): number | undefined {
  const value = Number(text)
  const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
  return exact ? value : undefined
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && isReal(text)

const isTimestamp = (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
  isReal(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text))

/** Whether the calendar has the day: JavaScript reads 31 February as 3 March. */
function isReal(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
