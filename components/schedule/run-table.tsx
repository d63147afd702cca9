'use client'

import { useTranslations } from 'use-intl/react'
import { useDuration } from '#components/insights/duration.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { SYSTEM_TABS } from '#components/system/tabs.ts'
import type { ScheduleView } from '#lib/insights/schedules/view.ts'

type Run = ScheduleView['lastRuns'][number]

/** What a schedule has started, or why it did not. */
export function RunTable({ runs }: { runs: Run[] }) {
  return (
    <DataTable
      label={useTranslations('schedule')('lastRuns')}
      columns={useColumns()}
      rows={runs}
      rowKey={({ jobId }) => jobId}
      href={({ jobId }) => `${SYSTEM_TABS.status}?job=${jobId}`}
    />
  )
}

function useColumns(): Column<Run>[] {
  const t = useTranslations('schedule')
  const system = useTranslations('system')
  const common = useTranslations('common')
  const duration = useDuration()
  return [
    { key: 'at', title: system('started'), cell: ({ submittedTimestamp }) => <ExactTime at={submittedTimestamp} /> },
    { key: 'status', title: common('status'), cell: ({ jobStatus }) => <InsightStatus status={jobStatus} /> },
    {
      key: 'duration',
      title: system('duration'),
      cell: ({ error, submittedTimestamp, endTimestamp }) =>
        !error && endTimestamp && duration(submittedTimestamp, endTimestamp),
    },
    { key: 'error', title: t('reason'), cell: ({ error }) => error },
  ]
}
