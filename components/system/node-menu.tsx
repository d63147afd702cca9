'use client'

import { ArrowClockwiseRegular, ArrowSyncRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { useRefresh } from '#components/insights/use-refresh.ts'
import { RowMenu } from '#components/page/row-menu.tsx'
import { useTaskName } from '#components/system/task-name.ts'
import type { NodeView } from '#lib/insights/jobs/status.ts'

/** Refreshes one thing, with or without what depends on it. */
export function NodeMenu({ node }: { node: NodeView }) {
  const t = useTranslations('system')
  const common = useTranslations('common')
  const { refresh, pending } = useRefresh(node.operationType)
  const action = (title: string, icon: typeof refreshIcon, downstream: boolean) => ({
    title,
    icon,
    disabled: pending,
    onSelect: () => refresh([node.identifier], { downstream }),
  })
  const own = action(common('refresh'), refreshIcon, false)
  // Nothing depends on a measure or a segment.
  const isLast = node.operationType === 'measures' || node.operationType === 'segmentation'
  const all = action(t('refreshWithDownstream'), <ArrowSyncRegular />, true)
  return <RowMenu name={useTaskName()(node)} actions={isLast ? [own] : [own, all]} />
}

const refreshIcon = <ArrowClockwiseRegular />
