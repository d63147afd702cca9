import { database } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { itemSchema } from '#lib/insights/entities/item-schema.ts'
import type { SourcedEntity } from '#lib/insights/entities/tables.ts'
import { isObjectName } from '#lib/insights/names.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { Entity } from '#prisma/generated/client.ts'

const entityView = (entity: Entity) => ({
  name: entity.name,
  dataSourceId: entity.dataSourceId,
  primaryKey: entity.primaryKey,
  rows: entity.rows,
  refreshedAt: entity.refreshedAt.toISOString(),
  attributes: entity.attributes as Attribute[],
})

export type EntityView = ReturnType<typeof entityView>

/** The entities that have been refreshed at least once. */
export async function listEntities(access: Access): Promise<EntityView[]> {
  permit(access, 'data.read')
  const entities = await database().entity.findMany({
    where: { instanceId: access.instance.id },
    orderBy: { name: 'asc' },
  })
  return entities.map(entityView)
}

/** An entity with the JSON schema of its items, from which flow designers take its fields. @throws NotFound */
export async function getEntity(access: Access, name: string) {
  permit(access, 'data.read')
  const entity = entityView(await findEntity(access.instance.id, name))
  return { ...entity, schema: itemSchema(entity.attributes) }
}

/** The entity's row, with the file that is current now, or the source that has its rows. @throws NotFound */
export async function findEntity(instanceId: string, name: string): Promise<SourcedEntity> {
  const entity = isObjectName(name)
    ? await database().entity.findUnique({
        where: { instanceId_name: { instanceId, name } },
        include: { dataSource: true },
      })
    : null
  if (!entity) throw new NotFound(`There is no entity ${name} in this environment.`)
  return entity
}
