import { database, type Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { type JobView, type JobWithTasksView, jobView, jobWithTasksView } from '#lib/insights/jobs/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Jobs, newest first, without their tasks: up to `top + 1`, the extra one saying that there is more. */
export async function listJobs(
  access: Access,
  { top, after }: { top: number; after?: { at: string; id: string } },
): Promise<JobView[]> {
  permit(access, 'jobs.read')
  const jobs = await database().refreshJob.findMany({
    where: {
      instanceId: access.instance.id,
      ...(after && { OR: [{ submittedAt: { lt: after.at } }, { submittedAt: after.at, id: { lt: after.id } }] }),
    },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    take: top + 1,
  })
  return jobs.map(jobView)
}

/** @throws NotFound */
export async function getJob(access: Access, jobId: string): Promise<JobWithTasksView> {
  permit(access, 'jobs.read')
  return jobWithTasksView(await findJob(database(), access.instance.id, jobId))
}

/** Reads a job with its tasks in their order. @throws NotFound */
export async function findJob(tx: Transaction, instanceId: string, jobId: string) {
  const job = await tx.refreshJob.findFirst({
    where: { id: jobId, instanceId },
    include: { tasks: { orderBy: { position: 'asc' } } },
  })
  if (!job) throw new NotFound(`There is no job ${jobId} in this environment.`)
  return job
}
