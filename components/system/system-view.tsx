'use client'

import { Button, makeStyles, Subtitle1, ToolbarButton, Tooltip } from '@fluentui/react-components'
import { ArrowSyncRegular, DismissCircleRegular, SettingsRegular } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { ReadOnly } from '#components/insights/read-only.tsx'
import { usePaths } from '#components/insights/use-paths.ts'
import { useRefresh } from '#components/insights/use-refresh.ts'
import { EmptyState } from '#components/page/empty-state.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { usePane } from '#components/page/use-pane.ts'
import { JobTable } from '#components/system/job-table.tsx'
import { StatusTable } from '#components/system/status-table.tsx'
import { SystemPage } from '#components/system/system-page.tsx'
import { isUnderWay, useCancelJob } from '#components/system/use-cancel-job.ts'
import { usePages } from '#components/use-pages.ts'
import type { NodeView } from '#lib/insights/jobs/status.ts'
import type { JobView } from '#lib/insights/jobs/view.ts'

const JobPane = dynamic(() => import('#components/system/job-pane.tsx').then(m => m.JobPane))

const NodePane = dynamic(() => import('#components/system/node-pane.tsx').then(m => m.NodePane))

const useStyles = makeStyles({ title: { margin: 0 } })

export function SystemView() {
  const styles = useStyles()
  const t = useTranslations('system')
  const insights = useTranslations('insights')
  const { can } = useAccess()
  const paths = usePaths()
  const { data: nodes = [], error } = useSWR<NodeView[], ApiProblem>(paths.status)
  const { pane, href, open, close } = usePane('job', 'node')
  const jobHref = (jobId: string) => href('job', jobId)
  const node = pane?.name === 'node' ? nodes.find(one => keyOf(one) === pane.value) : undefined
  return (
    <SystemPage selected="status" commands={can('jobs.run') && <Commands isEmpty={nodes.length === 0} />}>
      <ReadOnly unless="jobs.run" />
      <ProblemBar problem={error} />
      {nodes.length > 0 ? (
        <StatusTable nodes={nodes} jobHref={jobHref} nodeHref={node => href('node', keyOf(node))} />
      ) : (
        <EmptyState
          icon={<SettingsRegular />}
          title={t('emptyTitle')}
          action={
            <Button as="a" href="/data/data-sources">
              {insights('toDataSources')}
            </Button>
          }
        >
          {t('emptyText')}
        </EmptyState>
      )}
      <Subtitle1 as="h2" className={styles.title}>
        {t('jobs')}
      </Subtitle1>
      <JobTable jobHref={jobHref} />
      {pane?.name === 'job' && <JobPane shown={pane.value} onShow={shown => open('job', shown)} onClose={close} />}
      {node && <NodePane node={node} taskHref={(jobId, taskId) => href('job', `${jobId}:${taskId}`)} onClose={close} />}
    </SystemPage>
  )
}

const keyOf = ({ operationType, identifier }: NodeView) => `${operationType}:${identifier}`

function Commands({ isEmpty }: { isEmpty: boolean }) {
  const t = useTranslations('system')
  const insights = useTranslations('insights')
  const { rows: jobs = [] } = usePages<JobView>(usePaths().jobs)
  const { refresh, pending } = useRefresh('all')
  const { cancel, pending: cancelling } = useCancelJob()
  const underWay = jobs.filter(isUnderWay)
  // The one that runs, rather than those that wait behind it.
  const current = underWay.find(({ jobStatus }) => jobStatus === 'running') ?? underWay.at(-1)
  const isFullRefresh = underWay.some(({ operationType }) => operationType === 'all')
  const refreshAll = (
    <ToolbarButton
      icon={<ArrowSyncRegular />}
      disabledFocusable={isEmpty || pending || isFullRefresh}
      onClick={() => refresh()}
    >
      {insights('refreshAll')}
    </ToolbarButton>
  )
  return (
    <>
      {isFullRefresh ? (
        <Tooltip relationship="description" content={t('alreadyRunning')}>
          {refreshAll}
        </Tooltip>
      ) : (
        refreshAll
      )}
      {current && (
        <ToolbarButton
          icon={<DismissCircleRegular />}
          disabledFocusable={cancelling || current.cancelledTimestamp !== null}
          onClick={() => cancel(current.jobId)}
        >
          {t('cancelJob')}
        </ToolbarButton>
      )}
    </>
  )
}
