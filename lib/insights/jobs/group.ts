import { changed } from '#lib/changes/notify.ts'
import type { Transaction } from '#lib/database/client.ts'
import { measuring, segmentation } from '#lib/insights/jobs/evaluation.ts'
import { ingestion } from '#lib/insights/jobs/ingestion.ts'
import type { GroupOperation, GroupWork, Run } from '#lib/insights/jobs/operation.ts'
import type { TaskOperation } from '#lib/insights/jobs/schema.ts'
import { single } from '#lib/insights/jobs/single.ts'
import { map, match, merge } from '#lib/insights/jobs/unification.ts'
import { unificationEnded } from '#lib/insights/jobs/unification-ended.ts'
import { hasEnded } from '#lib/insights/jobs/view.ts'
import type { ExecutionStatus, Prisma, RefreshTask } from '#prisma/generated/client.ts'

/** Tasks of one operation that have begun together. */
export type Group = { run: Run; operation: GroupOperation; tasks: RefreshTask[]; work: GroupWork }

/** Many numbers over one table cost little more than one: evaluations run together, and everything else by itself. */
const TOGETHER: Partial<Record<TaskOperation, GroupOperation>> = { measures: measuring, segmentation }
const ONE_BY_ONE: Partial<Record<TaskOperation, GroupOperation>> = {
  ingestion: single(ingestion),
  map: single(map),
  match: single(match),
  merge: single(merge),
}

export function operationOf({ operationType }: RefreshTask): GroupOperation {
  const type = operationType as TaskOperation
  const operation = TOGETHER[type] ?? ONE_BY_ONE[type]
  if (!operation) throw new Error(`Nothing here runs a task of the operation ${operationType}.`)
  return operation
}

/**
 * The tasks to run now, of all that a job has in their order: the first that has not ended, with all of its operation where
 * those run together. Whatever they depend on stands before them, so it has ended.
 */
export function nextTasks(tasks: RefreshTask[]): RefreshTask[] {
  const open = tasks.filter(({ status }) => !hasEnded(status))
  const [first] = open
  if (!first || !TOGETHER[first.operationType as TaskOperation]) return open.slice(0, 1)
  return open.filter(({ operationType }) => operationType === first.operationType)
}

/** Ends tasks with a status and why. */
export async function endTasks(
  tx: Transaction,
  { instance, job }: Run,
  tasks: RefreshTask[],
  status: ExecutionStatus,
  error: string,
) {
  const ids = tasks.map(({ id }) => id)
  await tx.refreshTask.updateMany({ where: { id: { in: ids } }, data: { status, error, endedAt: new Date() } })
  if (tasks.some(({ operationType }) => operationType === 'merge')) await unificationEnded(tx, instance, job)
  await changed(tx, instance.id, 'jobs')
}

/** Ends tasks with their results, by task id. */
export async function succeedTasks(tx: Transaction, { instance }: Run, results: Map<string, Prisma.InputJsonObject>) {
  const ids = [...results.keys()]
  const json = [...results.values()].map(result => JSON.stringify(result))
  await tx.$executeRaw`
    update refresh_task task set status = 'successful', ended_at = ${new Date()}, result = done.result::jsonb
    from unnest(${ids}::uuid[], ${json}::text[]) as done(id, result) where task.id = done.id`
  await changed(tx, instance.id, 'jobs')
}
