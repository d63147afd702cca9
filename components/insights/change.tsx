'use client'

import { useFormatter, useTranslations } from 'use-intl/react'
import { numberFormat } from '#components/insights/number.ts'

/** By how much a count or value has changed; a dash where there is nothing to compare with. */
export function Change({ by }: { by: number | undefined }) {
  const t = useTranslations('insights')
  const format = useFormatter()
  if (by === undefined) return '–'
  if (by === 0) return t('noChange')
  return format.number(by, { ...numberFormat(by), signDisplay: 'always' })
}
