'use client'

import { useFormatter, useTranslations } from 'use-intl/react'

/** The largest unit that a duration fills, and how many of them. */
export function spanOf(milliseconds: number): { unit: 'second' | 'minute' | 'hour'; value: number } {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 60) return { unit: 'second', value: seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds) }
  if (seconds < 3600) return { unit: 'minute', value: Math.round(seconds / 6) / 10 }
  return { unit: 'hour', value: Math.round(seconds / 360) / 10 }
}

/** How long something took, in words: "4.2 seconds". */
export function useDuration() {
  const t = useTranslations('system')
  const format = useFormatter()
  return (from: string, to: string) => {
    const { unit, value } = spanOf(Date.parse(to) - Date.parse(from))
    if (unit === 'second' && value < 0.1) return t('lessThanTenth')
    return format.number(value, { style: 'unit', unit, unitDisplay: 'long' })
  }
}
