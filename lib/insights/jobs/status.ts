import { database } from '#lib/database/client.ts'
import { planTasks } from '#lib/insights/jobs/plan.ts'
import { ciError } from '#lib/insights/jobs/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { ExecutionStatus } from '#prisma/generated/client.ts'

type Last = {
  identifier: string
  jobId: string
  status: ExecutionStatus
  endedAt: Date | null
  error: string | null
  successJobId: string | null
  successAt: Date | null
}

/** How each thing that a full refresh runs stands now: GraphNodeInfo of the vocabulary. What never ran `needsUpdate`. */
export async function workflowStatus(access: Access) {
  permit(access, 'jobs.read')
  const nodes = await planTasks(database(), access.instance.id, 'all', [])
  const last = await lastTasks(
    access.instance.id,
    nodes.map(({ identifier }) => identifier),
  )
  return nodes.map(node => nodeView(node, last.get(node.identifier)))
}

const nodeView = (node: { operationType: string; identifier: string; friendlyName: string }, last?: Last) => ({
  ...node,
  taskStatus: last?.status ?? ('needsUpdate' as const),
  jobIds: last ? [last.jobId] : [],
  endTimestamp: last?.endedAt?.toISOString() ?? null,
  lastSuccessJobIds: last?.successJobId ? [last.successJobId] : [],
  lastSuccessfulTimestamp: last?.successAt?.toISOString() ?? null,
  ciErrors: last?.error ? [ciError(last)] : [],
})

export type NodeView = ReturnType<typeof nodeView>

/** The newest task of each thing, and its newest successful one. */
async function lastTasks(instanceId: string, identifiers: string[]): Promise<Map<string, Last>> {
  const rows = await database().$queryRaw<Last[]>`
    select o.id as identifier, last.job_id as "jobId", last.status, last.ended_at as "endedAt", last.error,
           success.job_id as "successJobId", success.ended_at as "successAt"
    from unnest(${identifiers}::uuid[]) as o(id)
    cross join lateral (
      select t.job_id, t.status, t.ended_at, t.error from refresh_task t join refresh_job j on j.id = t.job_id
      where t.identifier = o.id and j.instance_id = ${instanceId}::uuid order by t.id desc limit 1
    ) last
    left join lateral (
      select t.job_id, t.ended_at from refresh_task t join refresh_job j on j.id = t.job_id
      where t.identifier = o.id and j.instance_id = ${instanceId}::uuid and t.status = 'successful'
      order by t.ended_at desc limit 1
    ) success on true`
  return new Map(rows.map(row => [row.identifier, row]))
}
