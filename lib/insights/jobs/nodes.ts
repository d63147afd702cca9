import type { Transaction } from '#lib/database/client.ts'
import type { TaskOperation } from '#lib/insights/jobs/schema.ts'
import { entitiesOfRule, entitiesOfSql } from '#lib/insights/reads.ts'
import type { Rule } from '#lib/insights/rule.ts'

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
  const entities = makers.flatMap(({ makes }) => makes)
  return [...makers, ...(await measures(tx, instanceId, entities)), ...(await segments(tx, instanceId, entities))]
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

/** Map, match and merge, where a unification is defined. Map reads every entity that a source fills. */
const unification = async (tx: Transaction, instanceId: string): Promise<Node[]> => {
  const defined = await tx.unification.findUnique({ where: { instanceId } })
  if (!defined) return []
  const entities = await tx.dataSource.findMany({ where: { instanceId, entityName: { not: null } } })
  const node = { identifier: defined.id, isExternal: false }
  const sources = entities.flatMap(({ entityName }) => entityName ?? [])
  return [
    { ...node, operationType: 'map', name: 'map', friendlyName: 'Map', reads: sources, makes: [MAPPED] },
    { ...node, operationType: 'match', name: 'match', friendlyName: 'Match', reads: [MAPPED], makes: [MATCHED] },
    {
      ...node,
      operationType: 'merge',
      name: 'merge',
      friendlyName: 'Merge',
      reads: [MATCHED],
      makes: ['Customer', 'CustomerLink'],
    },
  ]
}

type Read = (tx: Transaction, instanceId: string, entities: string[]) => Promise<Node[]>

const measures: Read = async (tx, instanceId, entities) => {
  const rows = await tx.measure.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })
  return rows.map(({ id, name, displayName, kind, entityName, definition }) => ({
    operationType: 'measures',
    identifier: id,
    name,
    friendlyName: displayName,
    isExternal: kind === 'external',
    reads: readBy({ entityName, ...(definition as { sql?: string; filter?: Rule } | null) }, entities),
    makes: [],
  }))
}

const segments: Read = async (tx, instanceId, entities) => {
  const rows = await tx.segment.findMany({ where: { instanceId }, orderBy: { name: 'asc' } })
  return rows.map(({ id, name, friendlyName, kind, entityName, rule, sql }) => ({
    operationType: 'segmentation',
    identifier: id,
    name,
    friendlyName,
    isExternal: kind === 'external',
    reads: readBy({ entityName, sql, filter: rule as Rule | null }, entities),
    makes: [],
  }))
}

type Definition = { entityName: string | null; sql?: string | null; filter?: Rule | null }

function readBy({ entityName, sql, filter }: Definition, entities: string[]): string[] {
  if (sql) return entitiesOfSql(sql, entities)
  return entityName === null ? [] : entitiesOfRule(entityName, filter ?? undefined)
}
