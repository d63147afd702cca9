'use client'

import { ToolbarButton } from '@fluentui/react-components'
import { AddRegular, DeleteRegular, EditRegular, TopSpeedRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { EmptyState } from '#components/page/empty-state.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { PowerAutomatePage } from '#components/power-automate/power-automate-page.tsx'
import { ThresholdTable } from '#components/power-automate/threshold-table.tsx'
import { usePaths } from '#components/power-automate/use-paths.ts'
import { useThresholdRemoval } from '#components/power-automate/use-threshold-removal.ts'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

const ThresholdForm = dynamic(() => import('#components/power-automate/threshold-form.tsx').then(m => m.ThresholdForm))

export function ThresholdsView() {
  const t = useTranslations('powerAutomate')
  const common = useTranslations('common')
  const { can } = useAccess()
  const mayWrite = can('thresholds.write')
  const { data: thresholds = [], error } = useSWR<ThresholdView[], ApiProblem>(usePaths().thresholds)
  const { pane, href, open, close } = usePane('threshold', 'add')
  const remove = useThresholdRemoval()
  const changed = thresholds.find(({ thresholdId }) => thresholdId === pane?.value)

  const commands = mayWrite && (
    <ToolbarButton icon={<AddRegular />} onClick={() => open('add')}>
      {t('addThreshold')}
    </ToolbarButton>
  )
  const actions = (threshold: ThresholdView) => [
    { title: common('change'), icon: <EditRegular />, onSelect: () => open('threshold', threshold.thresholdId) },
    { title: common('remove'), icon: <DeleteRegular />, onSelect: () => remove(threshold) },
  ]
  return (
    <PowerAutomatePage selected="thresholds" commands={commands}>
      <ProblemBar problem={error} />
      <ThresholdTable thresholds={thresholds} href={id => href('threshold', id)} actions={mayWrite && actions} />
      {thresholds.length === 0 && (
        <EmptyState icon={<TopSpeedRegular />} title={t('noThresholdsTitle')}>
          {t('noThresholds')}
        </EmptyState>
      )}
      {mayWrite && pane?.name === 'add' && <ThresholdForm onClose={close} />}
      {mayWrite && changed && <ThresholdForm key={changed.thresholdId} threshold={changed} onClose={close} />}
    </PowerAutomatePage>
  )
}
