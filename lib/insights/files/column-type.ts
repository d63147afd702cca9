import type { AttributeType } from '#lib/insights/port.ts'

/** How a column is read and stored: its type, and of a decimal how it is written and which SQL type has room for it. */
export type ColumnType =
  | { type: Exclude<AttributeType, 'decimal'> }
  | { type: 'decimal'; hasComma: boolean; storage: string; scale: number }

const TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?'
const decimalPattern = (sign: string) => `-?((0|[1-9][0-9]*)([${sign}][0-9]+)?|[${sign}][0-9]+)([eE][+-]?[0-9]{1,3})?`

const decimalSign = (hasComma: boolean) => (hasComma ? ',' : '.')
const withPoint = (column: string, hasComma: boolean) => (hasComma ? `replace(${column}, ',', '.')` : column)
const part = (column: string, hasComma: boolean, index: 1 | 2) =>
  `length(ltrim(split_part(${column}, '${decimalSign(hasComma)}', ${index}), '-'))`

/**
 * SQL conditions on a column of text: true where it is a value of the type, null where it is null. Integers and dates
 * are what prints as it was read, so nothing with a leading zero is one.
 */
export const LOOKS = {
  boolean: (column: string) => `lower(${column}) IN ('true', 'false')`,
  integer: (column: string) => `try_cast(${column} AS BIGINT)::VARCHAR = ${column}`,
  decimal: (column: string, hasComma: boolean) =>
    `regexp_full_match(${column}, '${decimalPattern(decimalSign(hasComma))}') AND isfinite(try_cast(${withPoint(column, hasComma)} AS DOUBLE))`,
  date: (column: string) => `length(${column}) = 10 AND try_cast(${column} AS DATE)::VARCHAR = ${column}`,
  timestamp: (column: string) =>
    `regexp_full_match(${column}, '${TIME}') AND try_cast(${column} AS TIMESTAMPTZ) IS NOT NULL`,
} as const

/** What the decimals of a column need: their digits before and behind the sign, and whether one has an exponent. */
export type Digits = { whole: number; scale: number; hasExponent: boolean }

/** Digits, as an SQL aggregate over those values of a column that look like decimals. */
export function digits(column: string, hasComma: boolean): string {
  const decimal = `CASE WHEN ${LOOKS.decimal(column, hasComma)} THEN ${column} END`
  const most = (index: 1 | 2) => `coalesce(max(${part(decimal, hasComma, index)}), 0)::DOUBLE`
  return `{'whole': ${most(1)}, 'scale': ${most(2)}, 'hasExponent': coalesce(bool_or(contains(lower(${decimal}), 'e')), false)}`
}

/**
 * Exact where that is possible, so that a sum does not depend on the order of its terms and cross a threshold by a
 * rounding error.
 */
export function decimalType(hasComma: boolean, { whole, scale, hasExponent }: Digits): ColumnType {
  const precision = whole + scale <= 18 ? 18 : 38
  const storage = hasExponent || whole + scale > 38 ? 'DOUBLE' : `DECIMAL(${precision}, ${scale})`
  return { type: 'decimal', hasComma, storage, scale }
}

/** The condition under which a text can be stored as the type. */
export function fits(column: string, type: ColumnType): string {
  if (type.type === 'text') return 'TRUE'
  if (type.type !== 'decimal') return LOOKS[type.type](column)
  const looks = LOOKS.decimal(column, type.hasComma)
  if (type.storage === 'DOUBLE') return looks
  return `${looks} AND ${part(column, type.hasComma, 2)} <= ${type.scale} AND ${value(column, type)} IS NOT NULL`
}

/** The value of a text that fits. */
export function value(column: string, type: ColumnType): string {
  switch (type.type) {
    case 'text':
      return column
    case 'boolean':
      return `lower(${column}) = 'true'`
    case 'integer':
      return `try_cast(${column} AS BIGINT)`
    case 'decimal':
      return `try_cast(${withPoint(column, type.hasComma)} AS ${type.storage})`
    case 'date':
      return `try_cast(${column} AS DATE)`
    case 'timestamp':
      return `(try_cast(${column} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')`
  }
}
