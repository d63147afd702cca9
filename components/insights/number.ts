import type { NumberFormatOptions } from 'use-intl/core'

/** How a count or value is written: whole numbers whole, others to four places, or to four digits below one. */
export const numberFormat = (value: number): NumberFormatOptions =>
  Math.abs(value) < 1 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 4 }
