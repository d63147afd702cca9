import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { type Claim, holdJob } from '#lib/insights/jobs/claim.ts'
import { endTasks, type Group, nextTasks, operationOf } from '#lib/insights/jobs/group.ts'
import { unmetPrerequisite } from '#lib/insights/jobs/prerequisites.ts'
import { write } from '#lib/insights/jobs/run-group.ts'
import type { DataPort } from '#lib/insights/port.ts'
import { Prisma, type RefreshTask } from '#prisma/generated/client.ts'

/**
 * Begins the tasks that are next, or that a dead worker had begun; undefined where there are none, or the job was
 * cancelled. A group without tasks had only such as were not to be run.
 */
export const beginNext = (claim: Claim, port: DataPort): Promise<Group | undefined> =>
  transaction(async tx => {
    const job = await holdJob(tx, claim)
    const run = { instance: claim.instance, job, port }
    const all = await tx.refreshTask.findMany({ where: { jobId: job.id }, orderBy: { position: 'asc' } })
    const next = nextTasks(all)
    const [first] = next
    if (!first) return undefined
    const operation = operationOf(first)
    if (job.cancelledAt) {
      // A worker that died had begun them.
      const begun = next.filter(({ status }) => status === 'running')
      await write(tx, { run, operation }, begun, 'cancelled')
      return undefined
    }
    const byId = new Map(all.map(task => [task.id, task]))
    const unmet = new Map(next.map(task => [task.id, unmetPrerequisite(task, byId)]))
    const startedAt = new Date()
    const ready = next.filter(({ id }) => unmet.get(id) === undefined).map(task => ({ ...task, startedAt }))
    const { skips, work } = await operation.begin(tx, run, ready)
    const reasonOf = ({ id }: RefreshTask) => unmet.get(id) ?? skips.get(id)
    for (const [reason, tasks] of Map.groupBy(next, reasonOf)) {
      if (reason !== undefined) await endTasks(tx, run, tasks, 'skipped', reason)
    }
    const tasks = ready.filter(({ id }) => !skips.has(id))
    const ids = tasks.map(({ id }) => id)
    await tx.refreshTask.updateMany({
      where: { id: { in: ids } },
      data: { status: 'running', startedAt, progress: Prisma.DbNull },
    })
    await changed(tx, claim.instance.id, 'jobs')
    return { run, operation, tasks, work }
  })
