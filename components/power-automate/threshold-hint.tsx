'use client'

import { useFormatter, useTranslations } from 'use-intl/react'
import { numberFormat } from '#components/insights/number.ts'
import type { Watched } from '#components/power-automate/watched.ts'
import { isArmedAt } from '#lib/triggers/threshold.ts'

type Props = { object: Watched /** NaN while it is not a number. */; value: number; direction: 'above' | 'below' }

/** Where the object stands now, and what that means for a threshold of this value. */
export function ThresholdHint({ object, value, direction }: Props) {
  const t = useTranslations('powerAutomate')
  const format = useFormatter()
  if (object.value === null) return t('noValueYet')
  const now = format.number(object.value, numberFormat(object.value))
  const waits = Number.isFinite(value) && !isArmedAt({ value, direction }, object.value)
  if (direction === 'above') return t(waits ? 'exceededAlready' : 'itIsNow', { value: now })
  return t(waits ? 'passedAlready' : 'itIsNowBelow', { value: now })
}
