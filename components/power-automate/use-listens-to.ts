'use client'

import { useFormatter, useTranslations } from 'use-intl/react'
import { numberFormat } from '#components/insights/number.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** What a subscription listens to, and at which threshold; the API's own name where what it was on is gone. */
export function useListensTo() {
  const t = useTranslations('powerAutomate')
  const format = useFormatter()
  return ({ trigger, parameters }: HookView): { object: string; threshold: string | undefined } => {
    if (trigger.startsWith('data-source-')) {
      const { dataSourceId, dataSourceName } = parameters
      return { object: dataSourceName ?? dataSourceId ?? t('every.dataSource'), threshold: undefined }
    }
    if (trigger.endsWith('-threshold-crossed')) {
      const { segmentDisplayName, measureDisplayName, threshold, thresholdId } = parameters
      const number = threshold === undefined ? undefined : format.number(threshold, numberFormat(threshold))
      return {
        object: segmentDisplayName ?? measureDisplayName ?? t('objectGone'),
        threshold: number ?? (thresholdId === undefined ? t('every.threshold') : t('thresholdGone')),
      }
    }
    return { object: t('every.refresh'), threshold: undefined }
  }
}
