'use client'

import { useTranslations } from 'use-intl/react'
import { InsightStatus } from '#components/insights/status.tsx'
import { StatusBadge } from '#components/page/status-badge.tsx'
import type { DataSourceView } from '#lib/insights/data-sources/view.ts'

/** How the last refresh of a data source went, or that refreshes skip it. */
export function SourceStatus({ source: { isActive, refreshState } }: { source: DataSourceView }) {
  const t = useTranslations('insights')
  if (!isActive) return <StatusBadge tone="paused">{t('inactive')}</StatusBadge>
  return <InsightStatus status={refreshState} />
}
