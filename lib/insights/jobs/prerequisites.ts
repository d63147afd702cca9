import type { ExecutionStatus } from '#prisma/generated/client.ts'

type Task = { id: string; operationType: string; friendlyName: string; status: ExecutionStatus; dependsOn: string[] }

/** Why a task cannot run: something that it depends on, however far upstream, failed in the same job. */
export function unmetPrerequisite(task: Task, tasks: Map<string, Task>): string | undefined {
  const cause = failedUpstream(task, tasks)
  if (!cause) return undefined
  return cause.operationType === 'ingestion'
    ? `The refresh of its data source ${cause.friendlyName} did not succeed.`
    : `${cause.friendlyName} did not succeed, and it depends on that.`
}

function failedUpstream({ dependsOn }: Task, tasks: Map<string, Task>): Task | undefined {
  for (const id of dependsOn) {
    const upstream = tasks.get(id)
    if (upstream?.status === 'failed' || upstream?.status === 'timedOut') return upstream
    // What is inactive is skipped too, and stands in nobody's way.
    const cause = upstream?.status === 'skipped' && failedUpstream(upstream, tasks)
    if (cause) return cause
  }
  return undefined
}
