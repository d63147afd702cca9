import type { AttributeType } from '#lib/insights/port.ts'

/** How a column is read and stored: its type, and of a decimal how it is written and which SQL type has room for it. */
export type ColumnType = { type: Exclude<AttributeType, 'decimal'> } | DecimalType
type DecimalType = { type: 'decimal'; hasComma: boolean; digits: Digits }

/** What the decimals of a column need: digits before and behind the sign, and whether one has an exponent. */
export type Digits = { whole: number; scale: number; hasExponent: boolean }

const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
export const TIME = `${DATE}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?`

/** An SQL condition: whether a text is a decimal, so none with a leading zero. Small enough for a double, always. */
export function isDecimal(text: string, hasComma: boolean): string {
  const fraction = `[${hasComma ? ',' : '.'}][0-9]{1,100}`
  return matches(text, `-?((0|[1-9][0-9]{0,99})(${fraction})?|${fraction})([eE][+-]?[0-9]{1,2})?`)
}

/** An SQL expression: the value of a text, or null where it is none of the type. */
export function parse(text: string, type: ColumnType): string {
  switch (type.type) {
    case 'text':
      return text
    case 'boolean':
      return `CASE lower(${text}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`
    case 'integer':
      // What prints as it was read: no leading zeros, no signs but a minus.
      return `CASE WHEN try_cast(${text} AS BIGINT)::VARCHAR = ${text} THEN try_cast(${text} AS BIGINT) END`
    case 'decimal':
      return parseDecimal(text, type)
    case 'date':
      return `CASE WHEN ${matches(text, DATE)} THEN try_cast(${text} AS DATE) END`
    case 'timestamp':
      // UTC by way of a number: AT TIME ZONE takes four times as long.
      return `CASE WHEN ${matches(text, TIME)} THEN make_timestamp(epoch_us(try_cast(${text} AS TIMESTAMPTZ))) END`
  }
}

/**
 * Decimals are stored exactly where that is possible, so that a sum does not depend on the order of its terms and
 * cross a threshold by a rounding error.
 */
function parseDecimal(text: string, { hasComma, digits: { whole, scale, hasExponent } }: DecimalType): string {
  const number = hasComma ? `replace(${text}, ',', '.')` : text
  if (hasExponent || whole + scale > 38) {
    return `CASE WHEN ${isDecimal(text, hasComma)} THEN try_cast(${number} AS DOUBLE) END`
  }
  // A cast to fewer digits would round.
  const fraction = scale === 0 ? '' : `([${hasComma ? ',' : '.'}][0-9]{1,${scale}})?`
  const pattern = `-?(0|[1-9][0-9]*)?${fraction}`
  const storage = `DECIMAL(${whole + scale <= 18 ? 18 : 38}, ${scale})`
  return `CASE WHEN ${matches(text, pattern)} THEN try_cast(${number} AS ${storage}) END`
}

const matches = (text: string, pattern: string) => `regexp_full_match(${text}, '${pattern}')`
