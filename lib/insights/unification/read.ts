import { database } from '#lib/database/client.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Definition } from '#lib/insights/unification/definition.ts'
import { proposeDefinition } from '#lib/insights/unification/propose.ts'
import { type UnificationView, unificationView } from '#lib/insights/unification/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

const NONE: UnificationView = { map: [], match: [], merge: [], definedAt: null, unifiedAt: null, result: null }

/** The unification of the environment; empty where none is defined. */
export async function getUnification(access: Access): Promise<UnificationView> {
  permit(access, 'unification.read')
  const unification = await database().unification.findUnique({ where: { instanceId: access.instance.id } })
  return unification ? unificationView(unification) : NONE
}

/** A definition to begin with, over all entities of data sources that have a primary key; the largest is the most important. */
export async function getProposal(access: Access): Promise<Definition> {
  permit(access, 'unification.read')
  const entities = await database().entity.findMany({
    where: { instanceId: access.instance.id, dataSourceId: { not: null }, primaryKey: { not: null } },
    orderBy: [{ rows: 'desc' }, { name: 'asc' }],
  })
  const proposed = proposeDefinition(
    entities.map(({ name, primaryKey, attributes }) => ({ name, primaryKey, attributes: attributes as Attribute[] })),
  )
  const meaningful = new Set(
    proposed.map.filter(({ attributes }) => attributes.length > 1).map(each => each.entityName),
  )
  return proposeDefinition(
    entities
      .filter(({ name }) => meaningful.has(name))
      .map(({ name, primaryKey, attributes }) => ({ name, primaryKey, attributes: attributes as Attribute[] })),
  )
}
