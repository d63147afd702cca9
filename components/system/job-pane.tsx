'use client'

import { Button } from '@fluentui/react-components'
import { DismissCircleRegular } from '@fluentui/react-icons'
import useSWR from 'swr'
import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import type { ApiProblem } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { Loading } from '#components/page/loading.tsx'
import { Pane } from '#components/page/pane.tsx'
import { ProblemBar } from '#components/page/problem-bar.tsx'
import { Progress } from '#components/system/progress.tsx'
import { TaskDetails } from '#components/system/task-details.tsx'
import { isUnderWay, useCancelJob } from '#components/system/use-cancel-job.ts'
import type { JobWithTasksView } from '#lib/insights/jobs/view.ts'

type Props = {
  /** A job's id; with a colon and a task's id after it, that task of it. */
  shown: string
  onShow: (shown: string) => void
  onClose: () => void
}

/** The progress of a job, and from there each of its tasks. */
export function JobPane({ shown, onShow, onClose }: Props) {
  const t = useTranslations('system')
  const { can } = useAccess()
  const { cancel, pending } = useCancelJob()
  const [jobId = '', taskId] = shown.split(':')
  const { data: job, error } = useSWR<JobWithTasksView, ApiProblem>(usePaths().job(jobId))
  const task = job?.tasks.find(one => one.taskId === taskId)
  const mayCancel = can('jobs.run') && job && isUnderWay(job) && !job.cancelledTimestamp
  return (
    <Pane
      title={t(task ? 'taskDetails' : 'progressDetails')}
      back={task && { title: t('progressDetails'), onClick: () => onShow(jobId) }}
      onClose={onClose}
      footer={
        mayCancel && (
          <Button icon={<DismissCircleRegular />} disabledFocusable={pending} onClick={() => cancel(jobId)}>
            {t('cancelJob')}
          </Button>
        )
      }
    >
      <ProblemBar problem={error} />
      {!job && !error && <Loading />}
      {job &&
        (task ? (
          <TaskDetails task={task} tasks={job.tasks} />
        ) : (
          <Progress job={job} onTask={id => onShow(`${jobId}:${id}`)} />
        ))}
    </Pane>
  )
}
