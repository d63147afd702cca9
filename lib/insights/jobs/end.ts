import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { unificationEnded } from '#lib/insights/jobs/unification-ended.ts'
import { hasEnded } from '#lib/insights/jobs/view.ts'
import { fullRefreshCompleted } from '#lib/triggers/refresh-events.ts'
import type { ExecutionStatus, RefreshJob, RefreshTask } from '#prisma/generated/client.ts'

type Instance = { id: string; name: string }
type Ended = 'successful' | 'failed' | 'timedOut' | 'aborted' | 'skipped'

/**
 * Ends a job in the caller's transaction, which holds its row: tasks that have not begun end with it, and a full refresh
 * publishes its event.
 * @param rest what becomes of tasks that have not begun, and why
 */
export async function endJob(
  tx: Transaction,
  instance: Instance,
  job: RefreshJob,
  rest?: { status: 'aborted' | 'skipped'; error: string },
) {
  const endedAt = new Date()
  if (rest) {
    const queued = { jobId: job.id, status: 'queued' as const }
    const isUnification = await tx.refreshTask.findFirst({ where: { ...queued, operationType: 'merge' } })
    await tx.refreshTask.updateMany({ where: queued, data: { ...rest, endedAt } })
    if (isUnification) await unificationEnded(tx, instance, job)
  }
  const tasks = await tx.refreshTask.findMany({ where: { jobId: job.id } })
  await restoreQueued(tx, tasks)
  const status = outcome(tasks, job.cancelledAt !== null)
  await tx.refreshJob.update({ where: { id: job.id }, data: { status, endedAt, lease: null, leaseUntil: null } })
  if (job.operationType === 'all') {
    await fullRefreshCompleted(tx, instance, {
      status,
      submissionKind: job.submission,
      startedAt: job.startedAt ?? job.submittedAt,
      endedAt,
      tasksTotal: tasks.length,
      tasksFailed: count(tasks, 'failed') + count(tasks, 'timedOut'),
      tasksSkipped: count(tasks, 'skipped'),
      jobId: job.id,
    })
  }
  await changed(tx, instance.id, 'jobs')
}

/** How a job ended, from how its tasks ended. */
export function outcome(tasks: { status: ExecutionStatus }[], cancelled: boolean): Ended {
  if (tasks.some(({ status }) => !hasEnded(status))) throw new Error('A job cannot end before its tasks.')
  if (cancelled && (tasks.length === 0 || count(tasks, 'aborted') > 0)) return 'aborted'
  if (count(tasks, 'failed') > 0) return 'failed'
  if (count(tasks, 'timedOut') > 0) return 'timedOut'
  return tasks.length > 0 && count(tasks, 'skipped') === tasks.length ? 'skipped' : 'successful'
}

const count = (tasks: { status: ExecutionStatus }[], status: ExecutionStatus) =>
  tasks.filter(task => task.status === status).length

/** What waited for an evaluation that will not come now shows again what it showed before. */
async function restoreQueued(tx: Transaction, tasks: RefreshTask[]) {
  const ids = tasks.filter(({ status }) => status === 'aborted' || status === 'skipped').map(task => task.identifier)
  if (ids.length === 0) return
  await tx.segment.updateMany({ where: { id: { in: ids }, jobStatus: 'Queued' }, data: { jobStatus: 'Cancelled' } })
  await tx.$executeRaw`
    update measure set evaluation_state = case when evaluated_at is null then 'none' else 'completed' end::evaluation_state
    where id = any(${ids}::uuid[]) and evaluation_state = 'running'`
}
