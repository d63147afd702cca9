'use client'

import { Link } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'use-intl/react'

const THRESHOLDS = '/admin/export-destinations/power-automate/thresholds'

/** How many thresholds are set on a segment or measure, and the way to them. */
export function ThresholdCount({ name, count }: { name: string; count: number }) {
  const t = useTranslations('insights')
  const format = useFormatter()
  if (count === 0) return format.number(0)
  return (
    <Link href={THRESHOLDS} aria-label={t('thresholdsOf', { count, name })}>
      {format.number(count)}
    </Link>
  )
}
