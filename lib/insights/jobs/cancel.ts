import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { endJob } from '#lib/insights/jobs/end.ts'
import { findJob } from '#lib/insights/jobs/read.ts'
import { hasEnded, type JobWithTasksView, jobWithTasksView } from '#lib/insights/jobs/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

export const CANCELLED = 'The job was cancelled.'

/** Cancels a job. One that waits ends at once; one that runs is interrupted by its worker a moment later. */
export async function cancelJob(access: Access, jobId: string): Promise<JobWithTasksView> {
  permit(access, 'jobs.run')
  return transaction(async tx => {
    await tx.$executeRaw`select id from refresh_job where id = ${jobId}::uuid for update`
    const job = await findJob(tx, access.instance.id, jobId)
    if (hasEnded(job.status)) throw new Unprocessable(`The job has ended already: it is ${job.status}.`)
    if (job.cancelledAt) return jobWithTasksView(job)
    const cancelled = await tx.refreshJob.update({ where: { id: jobId }, data: { cancelledAt: new Date() } })
    await record(tx, access.actor, {
      action: 'job.cancel',
      instanceId: access.instance.id,
      objectType: 'job',
      objectId: jobId,
    })
    if (job.status === 'queued') {
      await endJob(tx, access.instance, cancelled, { status: 'aborted', error: CANCELLED })
    }
    await changed(tx, access.instance.id, 'jobs')
    return jobWithTasksView(await findJob(tx, access.instance.id, jobId))
  })
}
