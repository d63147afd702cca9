import { database } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import { Prisma } from '#prisma/generated/client.ts'

export type EventFilter = { type?: string; hookId?: string; after?: { at: string; id: string }; limit: number }

/** Events as their callbacks look, newest first, at most `limit`, each with when it was recorded. */
export async function listEvents(access: Access, { type, hookId, after, limit }: EventFilter) {
  permit(access, 'deliveries.read')
  const { sql, join } = Prisma
  const conditions = [
    sql`e.instance_id = ${access.instance.id}::uuid`,
    type && sql`e.type = ${type}`,
    hookId && sql`exists (select 1 from delivery d where d.event_id = e.id and d.subscription_id = ${hookId}::uuid)`,
    after && sql`(e.created_at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ].filter(condition => condition instanceof Prisma.Sql)
  return database().$queryRaw<{ id: string; createdAt: Date; payload: unknown }[]>`
    select e.id, e.created_at as "createdAt", e.payload from event e where ${join(conditions, ' and ')}
    order by e.created_at desc, e.id desc limit ${limit}`
}

export async function getEvent(access: Access, eventId: string) {
  permit(access, 'deliveries.read')
  const event = await database().event.findFirst({ where: { id: eventId, instanceId: access.instance.id } })
  if (!event) throw new NotFound(`There is no event ${eventId}.`)
  return event.payload
}
