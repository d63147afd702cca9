'use client'

import useSWR from 'swr'
import { useFormatter, useTranslations } from 'use-intl/react'
import { send } from '#components/api.ts'
import { numberFormat } from '#components/insights/number.ts'
import { useConfirm } from '#components/page/confirm.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import type { Page } from '#components/use-pages.ts'
import { useWrite } from '#components/use-write.ts'
import type { HookView } from '#lib/subscriptions/view.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

/** Removes a threshold, once it has been said how many flows listen to it. */
export function useThresholdRemoval() {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const format = useFormatter()
  const paths = usePaths()
  const confirm = useConfirm()
  const { write } = useWrite('toast')
  const { data: hooks } = useSWR<Page<HookView>>(paths.allHooks)
  return async (threshold: ThresholdView) => {
    const { thresholdId, displayName, value } = threshold
    const consequence = t('removeThreshold', {
      count: hooks?.value.filter(hook => listensTo(hook, threshold)).length ?? 0,
      object: displayName,
      value: format.number(value, numberFormat(value)),
    })
    if (!(await confirm({ title: t('removeThresholdTitle'), consequence, action: common('remove') }))) return
    const call = () => send('DELETE', paths.threshold(thresholdId))
    await write(call, { done: t('thresholdRemoved'), changes: [paths.thresholds, paths.hooks] })
  }
}

// A subscription without a threshold of its own hears every threshold of its segment or measure.
function listensTo({ parameters }: HookView, { thresholdId, segmentName, measureName }: ThresholdView): boolean {
  if (parameters.thresholdId !== undefined) return parameters.thresholdId === thresholdId
  if (segmentName !== undefined) return parameters.segmentName === segmentName
  return parameters.measureName === measureName
}
