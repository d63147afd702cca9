'use client'

import { Body1 } from '@fluentui/react-components'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import type { ApiProblem } from '#components/api.ts'
import { useDuration } from '#components/insights/duration.ts'
import { InsightStatus } from '#components/insights/status.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { type Column, DataTable } from '#components/page/data-table.tsx'
import { Loading } from '#components/page/loading.tsx'
import { Pane } from '#components/page/pane.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { ExactTime } from '#components/page/time.tsx'
import { useTaskName } from '#components/system/task-name.ts'
import type { RunView } from '#lib/insights/jobs/history.ts'
import type { NodeView } from '#lib/insights/jobs/status.ts'

type Props = { node: NodeView; taskHref: (jobId: string, taskId: string) => string; onClose: () => void }

/** The last runs of one thing; each leads to its details. */
export function NodePane({ node, taskHref, onClose }: Props) {
  const t = useTranslations('system')
  const name = useTaskName()(node)
  const columns = useColumns()
  const { data: runs, error } = useSWR<RunView[], ApiProblem>(usePaths().runs(node))
  return (
    <Pane title={t('runs', { name })} onClose={onClose}>
      <ProblemBar problem={error} />
      {!runs && !error && <Loading />}
      {runs?.length === 0 && <Body1>{t('noRuns')}</Body1>}
      {runs && runs.length > 0 && (
        <DataTable
          label={t('runs', { name })}
          columns={columns}
          rows={runs}
          rowKey={({ taskId }) => taskId}
          href={({ jobIds: [jobId = ''], taskId }) => taskHref(jobId, taskId)}
        />
      )}
    </Pane>
  )
}

function useColumns(): Column<RunView>[] {
  const t = useTranslations('system')
  const common = useTranslations('common')
  const duration = useDuration()
  return [
    {
      key: 'started',
      title: t('started'),
      cell: run => <ExactTime at={run.startTimestamp ?? run.submittedTimestamp} />,
    },
    { key: 'status', title: common('status'), cell: ({ taskStatus }) => <InsightStatus status={taskStatus} /> },
    {
      key: 'duration',
      title: t('duration'),
      cell: ({ startTimestamp, endTimestamp }) =>
        startTimestamp && endTimestamp && duration(startTimestamp, endTimestamp),
    },
    { key: 'kind', title: t('submissionKind'), cell: ({ jobSubmissionKind }) => t(`submission.${jobSubmissionKind}`) },
  ]
}
