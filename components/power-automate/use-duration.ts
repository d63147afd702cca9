'use client'

import { useFormatter, useTranslations } from 'use-intl/react'

/** A length of time as people say it: `12 ms`, `3.4 s`. */
export function useDuration() {
  const t = useTranslations('powerAutomate')
  const format = useFormatter()
  return (milliseconds: number) =>
    milliseconds < 1000
      ? t('milliseconds', { value: format.number(milliseconds, { maximumSignificantDigits: 2 }) })
      : t('seconds', { value: format.number(milliseconds / 1000, { maximumFractionDigits: 1 }) })
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** A longer time in its largest unit: `2 minutes`, `7 days`. */
export function useRoughDuration() {
  const format = useFormatter()
  return (seconds: number) => {
    const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ['second', 1]
    return format.number(Math.round(seconds / length), { style: 'unit', unit, unitDisplay: 'long' })
  }
}
