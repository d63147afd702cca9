import type { Transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { type JobOperation, TASK_OPERATIONS, type TaskOperation } from '#lib/insights/jobs/schema.ts'

export type NewTask = { operationType: TaskOperation; identifier: string; friendlyName: string }

type Runnable = { id: string; name: string; friendlyName: string; isExternal: boolean }

/**
 * The tasks of a refresh, in their order. Without identifiers, everything that is refreshed here; what is refreshed
 * elsewhere has no task. @throws Unprocessable for identifiers that are unknown or cannot be run
 */
export async function planTasks(
  tx: Transaction,
  instanceId: string,
  operation: JobOperation,
  identifiers: string[],
): Promise<NewTask[]> {
  if (operation === 'all') {
    if (identifiers.length > 0) throw refused('A full refresh runs everything: leave identifiers out.')
    const plans = []
    for (const each of TASK_OPERATIONS) plans.push(...(await planTasks(tx, instanceId, each, [])))
    return plans
  }
  const runnables = await READ[operation](tx, instanceId)
  const chosen =
    identifiers.length === 0 ? runnables.filter(({ isExternal }) => !isExternal) : choose(runnables, identifiers)
  return chosen.map(({ id, friendlyName }) => ({ operationType: operation, identifier: id, friendlyName }))
}

function choose(runnables: Runnable[], identifiers: string[]): Runnable[] {
  const unknown = identifiers.filter(given => !runnables.some(runnable => isNamed(runnable, given)))
  if (unknown.length > 0) {
    throw refused(`There is nothing named ${unknown.slice(0, 10).join(', ')} to run in this environment.`)
  }
  const chosen = runnables.filter(runnable => identifiers.some(given => isNamed(runnable, given)))
  const external = chosen.find(({ isExternal }) => isExternal)
  if (external) throw refused(`${external.friendlyName} is refreshed elsewhere and reports here; it cannot be run.`)
  return chosen
}

const isNamed = ({ id, name }: Runnable, identifier: string) => identifier === name || identifier.toLowerCase() === id

const refused = (message: string) => new Unprocessable(message, [{ path: 'identifiers', message }])

const READ: Record<TaskOperation, (tx: Transaction, instanceId: string) => Promise<Runnable[]>> = {
  ingestion: async (tx, instanceId) =>
    (await tx.dataSource.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })).map(source => ({
      ...source,
      isExternal: source.kind === 'external',
    })),
  measures: async (tx, instanceId) =>
    (await tx.measure.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })).map(measure => ({
      ...measure,
      friendlyName: measure.displayName,
      isExternal: measure.kind === 'external',
    })),
  segmentation: async (tx, instanceId) =>
    (await tx.segment.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })).map(segment => ({
      ...segment,
      isExternal: segment.kind === 'external',
    })),
}
