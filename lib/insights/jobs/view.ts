import type { Progress } from '#lib/insights/progress.ts'
import type { ExecutionStatus, RefreshJob, RefreshTask } from '#prisma/generated/client.ts'

/** A refresh job as the API shows it: GraphJobInfo of the vocabulary. */
export const jobView = (job: RefreshJob) => ({
  jobId: job.id,
  jobType: job.jobType,
  jobSubmissionKind: job.submission,
  jobStatus: job.status,
  operationType: job.operationType,
  idList: job.identifiers,
  submittedBy: job.submittedBy,
  submittedTimestamp: job.submittedAt.toISOString(),
  startTimestamp: job.startedAt?.toISOString() ?? null,
  endTimestamp: job.endedAt?.toISOString() ?? null,
  /** Set as soon as somebody has cancelled it; it ends a moment later. */
  cancelledTimestamp: job.cancelledAt?.toISOString() ?? null,
  scheduleId: job.scheduleId,
  /** Why it was not begun at all. */
  ...(job.error !== null && { ciError: ciError(job) }),
})

export type JobView = ReturnType<typeof jobView>

export const jobWithTasksView = (job: RefreshJob & { tasks: RefreshTask[] }) => ({
  ...jobView(job),
  tasks: job.tasks.map(task => ({ ...taskView(job, task), waitingTaskIds: waitsFor(task, job.tasks) })),
})

export type JobWithTasksView = ReturnType<typeof jobWithTasksView>

/** GraphTaskInfo, without what it waits for. */
export const taskView = (job: RefreshJob, task: RefreshTask) => ({
  taskId: task.id,
  jobIds: [job.id],
  taskStatus: task.status,
  operationType: task.operationType,
  identifier: task.identifier,
  friendlyName: task.friendlyName,
  submittedTimestamp: job.submittedAt.toISOString(),
  startTimestamp: task.startedAt?.toISOString() ?? null,
  endTimestamp: task.endedAt?.toISOString() ?? null,
  ...(task.error !== null && { ciError: ciError(task) }),
  /** While it runs, where its work can tell. */
  progress: task.status === 'running' ? (task.progress as Progress | null) : null,
  /** `{ rows }` of a data source, `{ value }` of a segment or measure, `{ groups }` of one with dimensions. */
  additionalInfo: task.result,
})

/** What a task of the same job needs and what has not ended. */
const waitsFor = ({ status, dependsOn }: RefreshTask, tasks: RefreshTask[]) =>
  status === 'queued'
    ? tasks.filter(({ id, status }) => dependsOn.includes(id) && !hasEnded(status)).map(({ id }) => id)
    : []

export type TaskView = JobWithTasksView['tasks'][number]

const ERROR_CODES: Partial<Record<ExecutionStatus, string>> = {
  failed: 'refreshFailed',
  timedOut: 'refreshTimeout',
  aborted: 'refreshCancelled',
  skipped: 'refreshPrerequisitesUnmetError',
}

/** CIResult: why a task did not succeed. */
export const ciError = ({ status, error }: { status: ExecutionStatus; error: string | null }) => ({
  errorCode: ERROR_CODES[status] ?? status,
  resultSeverity: status === 'failed' || status === 'timedOut' ? ('error' as const) : ('warning' as const),
  message: error,
})

export const hasEnded = (status: ExecutionStatus) => status !== 'queued' && status !== 'running'
