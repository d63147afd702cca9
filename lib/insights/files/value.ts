import { DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api'
import type { Value } from '#lib/insights/port.ts'

/** A value as JSON can carry it (Page). */
export function toJson(value: DuckDBValue): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof DuckDBDecimalValue) return Number(value.toString())
  if (value instanceof DuckDBTimestampValue) return `${value.toString().replace(' ', 'T')}Z`
  return value.toString()
}

/** The number that an aggregate came to. @throws Error beginning with Out of Range where it is infinite, or no number */
export function toNumber(value: DuckDBValue): number | null {
  if (value === null) return null
  const number = typeof value === 'number' ? value : Number(value.toString())
  if (!Number.isFinite(number)) throw new Error(`Out of Range Error: ${value} is no finite number.`)
  return number
}
