'use client'

import { Tooltip } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { StatusBadge } from '#components/page/status-badge.tsx'
import type { ThresholdView } from '#lib/triggers/threshold-view.ts'

/** Whether the next crossing fires, or the value has to come back first. */
export function ThresholdState({ threshold: { armed, direction } }: { threshold: ThresholdView }) {
  const t = useTranslations('powerAutomate')
  if (armed) return <StatusBadge tone="success">{t('armed')}</StatusBadge>
  const above = direction === 'above'
  return (
    <Tooltip relationship="description" content={t(above ? 'beyondHint' : 'belowBeyondHint')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what the hint says must be there for keyboards as well */}
      <span tabIndex={0}>
        <StatusBadge tone="waiting">{t(above ? 'beyond' : 'belowBeyond')}</StatusBadge>
      </span>
    </Tooltip>
  )
}
