import type { Reader } from '#lib/data/odata/reader.ts'
import type { Token } from '#lib/data/odata/tokens.ts'
import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import type { Scalar } from '#lib/insights/rule.ts'
import { parameter } from '#lib/insights/rule-value.ts'

const HOW: Record<AttributeType, string> = {
  text: "text: write the value in single quotes, 'like this'",
  integer: 'a number: write the value without quotes',
  decimal: 'a number: write the value without quotes',
  boolean: 'a boolean: write true or false',
  date: 'a date: write the value as 2026-11-23',
  timestamp: 'a time: write the value as 2026-11-23T08:00:00Z',
}

/** Takes a value to compare the attribute with, as a rule has it. @throws Invalid where the type is another */
export function takeLiteral(reader: Reader, attribute: Attribute): Scalar {
  const token = reader.next
  if (token.kind === 'end' || token.kind === 'mark') throw reader.expected('a value')
  const value = literal(token, attribute.type)
  if (value === undefined || !parameter(attribute.type, value)) {
    throw reader.misfit(token, `${attribute.name} is ${HOW[attribute.type]}`)
  }
  reader.take()
  return value
}

function literal({ kind, text }: Token, type: AttributeType): Scalar | undefined {
  switch (type) {
    case 'text':
      return kind === 'string' ? unquoted(text) : undefined
    case 'integer':
    case 'decimal':
      return kind === 'number' ? number(text) : undefined
    case 'boolean':
      return kind === 'word' ? BOOLEANS.get(text.toLowerCase()) : undefined
    case 'date':
    case 'timestamp':
      // Quoted dates are not OData 4, but flows write them often and they cannot mean anything else.
      return kind === 'string' ? unquoted(text) : text
  }
}

const BOOLEANS = new Map([
  ['true', true],
  ['false', false],
])

const unquoted = (text: string) => text.slice(1, -1).replaceAll("''", "'")

// In a rule, an integer beyond what a number holds exactly is its digits.
function number(text: string): Scalar {
  const value = Number(text)
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(text) ? text : value
}
