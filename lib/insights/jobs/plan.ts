import type { Transaction } from '#lib/database/client.ts'
import { uuid7 } from '#lib/database/uuid7.ts'
import { Unprocessable } from '#lib/errors.ts'
import { type Node, readNodes } from '#lib/insights/jobs/nodes.ts'
import { type JobOperation, type TaskOperation, tasksOf } from '#lib/insights/jobs/schema.ts'

export type NewTask = {
  id?: string
  operationType: TaskOperation
  identifier: string
  friendlyName: string
  /** The ids of the tasks of the same job whose outcome it needs. */
  dependsOn?: string[]
}

/** What is to be run. Without identifiers, everything of the operation that is refreshed here. */
export type Wanted = {
  operationType: JobOperation
  identifiers: string[]
  /** Also what depends on it. */
  downstream: boolean
}

const UNIFICATION: JobOperation[] = ['unification', 'map', 'match', 'merge']

/** The tasks of a refresh, in their order. @throws Unprocessable for identifiers that are unknown or cannot be run */
export async function planTasks(tx: Transaction, instanceId: string, wanted: Wanted): Promise<NewTask[]> {
  return tasksFor(chooseNodes(await readNodes(tx, instanceId), wanted))
}

/** The nodes that a refresh runs, of all that there are in their order. @throws Unprocessable */
export function chooseNodes(nodes: Node[], { operationType, identifiers, downstream }: Wanted): Node[] {
  if (operationType === 'all' && identifiers.length > 0) {
    throw refused('A full refresh runs everything: leave identifiers out.')
  }
  const operations = tasksOf(operationType)
  const candidates = nodes.filter(node => operations.includes(node.operationType))
  if (candidates.length === 0 && UNIFICATION.includes(operationType)) {
    throw new Unprocessable('No unification is defined: there is nothing to unify.')
  }
  const chosen =
    identifiers.length === 0 ? candidates.filter(({ isExternal }) => !isExternal) : named(candidates, identifiers)
  return downstream ? withDownstream(nodes, chosen) : chosen
}

/** One task for each node, each with the tasks among them that it waits for. */
export function tasksFor(nodes: Node[]): NewTask[] {
  const tasks = nodes.map(node => ({ node, id: uuid7() }))
  return tasks.map(({ node, id }) => ({
    id,
    operationType: node.operationType,
    identifier: node.identifier,
    friendlyName: node.friendlyName,
    dependsOn: tasks.filter(other => isNeededBy(other.node, node)).map(other => other.id),
  }))
}

const isNeededBy = (upstream: Node, { reads }: Node) => upstream.makes.some(name => reads.includes(name))

// Nodes are in their order, so what a node depends on was looked at before it.
function withDownstream(nodes: Node[], chosen: Node[]): Node[] {
  const wanted = new Set(chosen)
  for (const node of nodes) {
    if (!node.isExternal && [...wanted].some(upstream => isNeededBy(upstream, node))) wanted.add(node)
  }
  return nodes.filter(node => wanted.has(node))
}

function named(nodes: Node[], identifiers: string[]): Node[] {
  const unknown = identifiers.filter(given => !nodes.some(node => isNamed(node, given)))
  if (unknown.length > 0) {
    throw refused(`There is nothing named ${unknown.slice(0, 10).join(', ')} to run in this environment.`)
  }
  const chosen = nodes.filter(node => identifiers.some(given => isNamed(node, given)))
  const external = chosen.find(({ isExternal }) => isExternal)
  if (external) throw refused(`${external.friendlyName} is refreshed elsewhere and reports here; it cannot be run.`)
  return chosen
}

const isNamed = ({ identifier, name }: Node, given: string) => given === name || given.toLowerCase() === identifier

const refused = (message: string) => new Unprocessable(message, [{ path: 'identifiers', message }])
