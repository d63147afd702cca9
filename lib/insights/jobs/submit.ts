import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { type NewTask, planTasks } from '#lib/insights/jobs/plan.ts'
import { type JobOperation, LIVE_OPERATIONS, type NewJobQuery } from '#lib/insights/jobs/schema.ts'
import { type JobWithTasksView, jobWithTasksView } from '#lib/insights/jobs/view.ts'
import { wakeRefresh } from '#lib/insights/jobs/wake.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Queues a refresh; a worker begins it at once where one is free. @throws Unprocessable */
export async function submitJob(
  access: Access,
  { operationType, identifiers, downstream }: NewJobQuery,
): Promise<JobWithTasksView> {
  permit(access, 'jobs.run')
  const operation = LIVE_OPERATIONS.find(live => live === operationType)
  if (!operation) throw new Unprocessable(`The operation ${operationType} is not available yet.`)
  return transaction(async tx => {
    const other = operation === 'all' && (await fullRefreshUnderWay(tx, access.instance.id))
    if (other) throw new Unprocessable(`${underWay(other)}; cancel it or wait for its end.`)
    const tasks = await planTasks(tx, access.instance.id, { operationType: operation, identifiers, downstream })
    const job = await queueJob(tx, access, { operationType: operation, identifiers, tasks })
    await record(tx, access.actor, {
      action: 'job.submit',
      instanceId: access.instance.id,
      objectType: 'job',
      objectId: job.id,
      after: { operationType: operation, identifiers, ...(downstream && { downstream }) },
    })
    return jobWithTasksView(job)
  })
}

type NewJob = {
  operationType: JobOperation
  identifiers: string[]
  tasks: NewTask[]
  /** Where a schedule asks for it. */
  scheduleId?: string
}

/** Writes a job with its tasks down and wakes a worker, in the caller's transaction. */
export async function queueJob(tx: Transaction, access: Access, job: NewJob) {
  const written = await writeJob(tx, access, job)
  await wakeRefresh(tx)
  return written
}

/** Writes a job with its tasks down. Workers find it within seconds, or when they start. */
export async function writeJob(tx: Transaction, access: Access, { tasks, scheduleId, ...job }: NewJob) {
  await changed(tx, access.instance.id, 'jobs')
  return tx.refreshJob.create({
    data: {
      ...job,
      instanceId: access.instance.id,
      submission: scheduleId === undefined ? 'onDemand' : 'scheduled',
      scheduleId,
      submittedBy: access.actor.name,
      tasks: { createMany: { data: tasks.map((task, position) => ({ ...task, position })) } },
    },
    include: { tasks: { orderBy: { position: 'asc' } } },
  })
}

/** The full refresh of an instance that waits or runs. No other can begin before the transaction ends. */
export async function fullRefreshUnderWay(tx: Transaction, instanceId: string): Promise<{ id: string } | null> {
  await tx.$executeRaw`select id from instance where id = ${instanceId}::uuid for no key update`
  return tx.refreshJob.findFirst({
    where: { instanceId, operationType: 'all', status: { in: ['queued', 'running'] } },
    select: { id: true },
  })
}

export const underWay = ({ id }: { id: string }) => `A full refresh is under way already (job ${id})`
