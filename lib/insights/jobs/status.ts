import { database } from '#lib/database/client.ts'
import { type Node, readNodes } from '#lib/insights/jobs/nodes.ts'
import { ciError } from '#lib/insights/jobs/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { ExecutionStatus } from '#prisma/generated/client.ts'

type Last = {
  operationType: string
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
  const all = await readNodes(database(), access.instance.id)
  const nodes = all.filter(({ isExternal }) => !isExternal)
  const last = await lastTasks(access.instance.id, nodes)
  return nodes.map(node => nodeView(node, last.get(keyOf(node))))
}

const nodeView = ({ operationType, identifier, friendlyName }: Node, last?: Last) => ({
  operationType,
  identifier,
  friendlyName,
  taskStatus: last?.status ?? ('needsUpdate' as const),
  jobIds: last ? [last.jobId] : [],
  endTimestamp: last?.endedAt?.toISOString() ?? null,
  lastSuccessJobIds: last?.successJobId ? [last.successJobId] : [],
  lastSuccessfulTimestamp: last?.successAt?.toISOString() ?? null,
  ciErrors: last?.error ? [ciError(last)] : [],
})

export type NodeView = ReturnType<typeof nodeView>

const keyOf = ({ operationType, identifier }: { operationType: string; identifier: string }) =>
  `${operationType} ${identifier}`

/** The newest task of each thing, and its newest successful one. */
async function lastTasks(instanceId: string, nodes: Node[]): Promise<Map<string, Last>> {
  const operations = nodes.map(({ operationType }) => operationType)
  const identifiers = nodes.map(({ identifier }) => identifier)
  const rows = await database().$queryRaw<Last[]>`
    select o.operation as "operationType", o.id as identifier, last.job_id as "jobId", last.status,
           last.ended_at as "endedAt", last.error, success.job_id as "successJobId", success.ended_at as "successAt"
    from unnest(${operations}::text[], ${identifiers}::uuid[]) as o(operation, id)
    cross join lateral (
      select t.job_id, t.status, t.ended_at, t.error from refresh_task t join refresh_job j on j.id = t.job_id
      where t.identifier = o.id and t.operation_type = o.operation and j.instance_id = ${instanceId}::uuid
      order by t.id desc limit 1
    ) last
    left join lateral (
      select t.job_id, t.ended_at from refresh_task t join refresh_job j on j.id = t.job_id
      where t.identifier = o.id and t.operation_type = o.operation and j.instance_id = ${instanceId}::uuid
        and t.status = 'successful'
      order by t.ended_at desc limit 1
    ) success on true`
  return new Map(rows.map(row => [keyOf(row), row]))
}
