import { RELATIVE_UNITS, type Relative, type RelativeUnit, type Scalar } from '#lib/insights/rule.ts'

export const MAX_AGO = 100_000

export const isRelative = (value: unknown): value is Relative =>
  typeof value === 'object' && value !== null && 'ago' in value && 'unit' in value

/** Whether it can be counted: a whole number of a known unit, and for a date no hours. */
export const isCountable = ({ ago, unit }: Relative, type: 'date' | 'timestamp') =>
  Number.isInteger(ago) &&
  Math.abs(ago) <= MAX_AGO &&
  RELATIVE_UNITS.includes(unit) &&
  (type === 'timestamp' || unit !== 'hours')

const MILLISECONDS: Partial<Record<RelativeUnit, number>> = {
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 7 * 86_400_000,
}

/** The value that a relative one stands for at a moment. A month before 31 March is the last of February. */
export function resolveRelative({ ago, unit }: Relative, type: 'date' | 'timestamp', at: Date): Scalar {
  const fixed = MILLISECONDS[unit]
  const time =
    fixed === undefined ? monthsBefore(at, unit === 'years' ? ago * 12 : ago) : new Date(at.getTime() - ago * fixed)
  const year = Math.min(Math.max(time.getUTCFullYear(), 1), 9999)
  const text = new Date(new Date(time).setUTCFullYear(year)).toISOString()
  return type === 'date' ? text.slice(0, 10) : text
}

function monthsBefore(at: Date, months: number): Date {
  const time = new Date(at)
  time.setUTCMonth(at.getUTCMonth() - months)
  if (time.getUTCDate() !== at.getUTCDate()) time.setUTCDate(0)
  return time
}
