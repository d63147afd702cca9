'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { useDuration } from '#components/insights/duration.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { useOperationName } from '#components/system/operation-name.ts'
import { usePages } from '#components/use-pages.ts'
import type { JobView } from '#lib/insights/jobs/view.ts'

/** The last jobs, newest first. */
export function JobTable({ jobHref }: { jobHref: (jobId: string) => string }) {
  const t = useTranslations('system')
  const common = useTranslations('common')
  const columns = useColumns()
  const { rows = [], problem, more, loadMore, loadingMore } = usePages<JobView>(usePaths().jobs)
  if (problem) return <ProblemBar problem={problem} />
  if (rows.length === 0) return t('noJobs')
  return (
    <>
      <DataTable
        label={t('jobs')}
        columns={columns}
        rows={rows}
        rowKey={({ jobId }) => jobId}
        href={({ jobId }) => jobHref(jobId)}
      />
      {more && (
        <div>
          <Button onClick={loadMore} disabledFocusable={loadingMore}>
            {common('loadMore')}
          </Button>
        </div>
      )}
    </>
  )
}

function useColumns(): Column<JobView>[] {
  const t = useTranslations('system')
  const common = useTranslations('common')
  const operationName = useOperationName()
  const duration = useDuration()
  return [
    { key: 'job', title: t('job'), cell: ({ operationType }) => operationName(operationType) },
    { key: 'status', title: common('status'), cell: ({ jobStatus }) => <InsightStatus status={jobStatus} /> },
    {
      key: 'started',
      title: t('started'),
      cell: job => <RelativeTime at={job.startTimestamp ?? job.submittedTimestamp} />,
    },
    {
      key: 'duration',
      title: t('duration'),
      cell: ({ startTimestamp, endTimestamp }) =>
        startTimestamp && endTimestamp && duration(startTimestamp, endTimestamp),
    },
    { key: 'by', title: t('submittedBy'), cell: ({ submittedBy }) => submittedBy },
    { key: 'kind', title: t('submissionKind'), cell: ({ jobSubmissionKind }) => t(`submission.${jobSubmissionKind}`) },
  ]
}
