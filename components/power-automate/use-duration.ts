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
