import { database } from '#lib/database/client.ts'
import type { RunsQuery } from '#lib/insights/jobs/schema.ts'
import { jobView, taskView } from '#lib/insights/jobs/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** The last runs of one thing, newest first, each with how its job was submitted: GraphTaskInfo of the vocabulary. */
export async function listRuns(access: Access, { operationType, identifier, $top }: RunsQuery) {
  permit(access, 'jobs.read')
  const tasks = await database().refreshTask.findMany({
    where: { operationType, identifier, job: { instanceId: access.instance.id } },
    include: { job: true },
    orderBy: { id: 'desc' },
    take: $top,
  })
  return tasks.map(({ job, ...task }) => {
    const { jobSubmissionKind, submittedBy } = jobView(job)
    return { ...taskView(job, task), jobSubmissionKind, submittedBy }
  })
}

export type RunView = Awaited<ReturnType<typeof listRuns>>[number]
