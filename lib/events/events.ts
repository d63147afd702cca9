import { database } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

export type EventFilter = { type?: string; hookId?: string; after?: { at: string; id: string }; limit: number }

/** Events as their callbacks look, newest first, at most `limit`, each with when it was recorded. */
export async function listEvents(access: Access, { type, hookId, after, limit }: EventFilter) {
  permit(access, 'deliveries.read')
  return database().event.findMany({
    where: {
      instanceId: access.instance.id,
      type,
      ...(hookId && { deliveries: { some: { subscriptionId: hookId } } }),
      ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
    },
    select: { id: true, createdAt: true, payload: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}

export async function getEvent(access: Access, eventId: string) {
  permit(access, 'deliveries.read')
  const event = await database().event.findFirst({ where: { id: eventId, instanceId: access.instance.id } })
  if (!event) throw new NotFound(`There is no event ${eventId}.`)
  return event.payload
}
