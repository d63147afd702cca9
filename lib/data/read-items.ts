import { z } from 'zod'
import { readQuery } from '#lib/data/odata/read-query.ts'
import { dataPort } from '#lib/data/port.ts'
import type { ItemQuery } from '#lib/data/schema.ts'
import { Unprocessable } from '#lib/errors.ts'
import { findEntity } from '#lib/insights/entities/read.ts'
import { tableOf } from '#lib/insights/entities/tables.ts'
import type { Page } from '#lib/insights/port.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Where the next page starts, and in which version of the entity. */
export const ItemCursor = z.object({ skip: z.int().min(0), version: z.string() })
export type ItemCursor = z.infer<typeof ItemCursor>

/**
 * Reads items of an entity: one more than `$top` where there are more.
 * @throws NotFound, Invalid for an option that is not understood, Unprocessable where the entity was refreshed between pages
 */
export async function readItems(
  access: Access,
  entityName: string,
  query: ItemQuery,
  cursor?: ItemCursor,
): Promise<Page & { next: ItemCursor }> {
  permit(access, 'data.read')
  const entity = await findEntity(access.instance.id, entityName)
  const table = tableOf(entity)
  const version = entity.refreshedAt.toISOString()
  if (cursor && cursor.version !== version) {
    throw new Unprocessable(`${entityName} was refreshed since the first page; read it again from there.`)
  }
  const skip = cursor?.skip ?? query.$skip
  const page = await dataPort().read(table, readQuery({ ...query, $skip: skip }, table.attributes))
  return { ...page, next: { skip: skip + query.$top, version } }
}
