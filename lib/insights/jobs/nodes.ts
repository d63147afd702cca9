import type { Transaction } from '#lib/database/client.ts'
import { entitiesOf } from '#lib/insights/evaluation-check.ts'
import type { TaskOperation } from '#lib/insights/jobs/schema.ts'
import { measureEvaluation } from '#lib/insights/measures/definition.ts'
import type { Evaluation } from '#lib/insights/port.ts'
import { segmentEvaluation } from '#lib/insights/segments/definition.ts'
import { CUSTOMER_ENTITY, type Definition, LINK_ENTITY } from '#lib/insights/unification/definition.ts'

/** A thing that refreshes run: a node of the refresh graph. */
export type Node = {
  operationType: TaskOperation
  /** With the operation, names the node: map, match and merge share the id of their unification. */
  identifier: string
  name: string
  friendlyName: string
  /** It is refreshed elsewhere and reports here; it is never run. */
  isExternal: boolean
  /** What it needs and what it makes: entities, by their names. A node waits for those that make what it reads. */
  reads: string[]
  makes: string[]
}

/** Every node of an instance, in the order in which a full refresh runs them. */
export async function readNodes(tx: Transaction, instanceId: string): Promise<Node[]> {
  const makers = [...(await dataSources(tx, instanceId)), ...(await unification(tx, instanceId))]
  return [...makers, ...(await measures(tx, instanceId)), ...(await segments(tx, instanceId))]
}

const dataSources = async (tx: Transaction, instanceId: string): Promise<Node[]> => {
  const sources = await tx.dataSource.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })
  return sources.map(({ id, name, friendlyName, kind, entityName }) => ({
    operationType: 'ingestion',
    identifier: id,
    name,
    friendlyName,
    isExternal: kind === 'external',
    reads: [],
    makes: [entityName ?? name],
  }))
}

// No entity can have such a name: what map leaves for match, and match for merge.
const MAPPED = '#mapped'
const MATCHED = '#matched'

/** Map, match and merge, where a unification is defined. */
const unification = async (tx: Transaction, instanceId: string): Promise<Node[]> => {
  const defined = await tx.unification.findUnique({ where: { instanceId } })
  if (!defined) return []
  const sources = (defined.definition as Definition).map.map(({ entityName }) => entityName)
  const node = { identifier: defined.id, isExternal: false }
  return [
    { ...node, operationType: 'map', name: 'map', friendlyName: 'Map', reads: sources, makes: [MAPPED] },
    { ...node, operationType: 'match', name: 'match', friendlyName: 'Match', reads: [MAPPED], makes: [MATCHED] },
    {
      ...node,
      operationType: 'merge',
      name: 'merge',
      friendlyName: 'Merge',
      reads: [MATCHED],
      makes: [CUSTOMER_ENTITY, LINK_ENTITY],
    },
  ]
}

type Read = (tx: Transaction, instanceId: string) => Promise<Node[]>

const measures: Read = async (tx, instanceId) => {
  const rows = await tx.measure.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })
  return rows.map(({ id, name, displayName, kind, definition }) => ({
    operationType: 'measures',
    identifier: id,
    name,
    friendlyName: displayName,
    isExternal: kind === 'external',
    reads: readBy(measureEvaluation({ kind, definition }, new Date())),
    makes: [],
  }))
}

const segments: Read = async (tx, instanceId) => {
  const rows = await tx.segment.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })
  return rows.map(({ id, name, friendlyName, kind, ...row }) => ({
    operationType: 'segmentation',
    identifier: id,
    name,
    friendlyName,
    isExternal: kind === 'external',
    reads: readBy(segmentEvaluation({ kind, ...row }, new Date())),
    makes: [],
  }))
}

const readBy = (evaluation: Evaluation | undefined) => (evaluation ? entitiesOf(evaluation) : [])
