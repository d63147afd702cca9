import type { Attribute, AttributeType, Value } from '#lib/insights/port.ts'

/** A value of our types, from the text that PostgreSQL writes, as JSON can carry it. */
export function toJson(text: string | null, type: AttributeType): Value {
  if (text === null) return null
  switch (type) {
    case 'boolean':
      return text === 't'
    case 'integer':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text
    case 'decimal':
      // NaN and the infinities have no place in JSON.
      return Number.isFinite(Number(text)) ? Number(text) : null
    case 'timestamp':
      return text.endsWith('infinity') ? null : `${text.replace(' ', 'T')}Z`
    default:
      return text
  }
}

export const toRow = (row: (string | null)[], attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ name, type }, at) => [name, toJson(row[at] ?? null, type)]))

/** The number that an aggregate gave. @throws where it is none that can be kept */
export function toNumber(text: string | null): number | null {
  if (text === null) return null
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Error(`It came to ${text}, which is no number.`)
  return value
}
