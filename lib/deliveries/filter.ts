import { uuid7Floor } from '#lib/database/uuid7.ts'
import type { DeliveryStatus } from '#lib/deliveries/view.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Which deliveries are meant; of those left out, all. */
export type DeliveryFilter = {
  status?: DeliveryStatus
  hookId?: string
  eventId?: string
  type?: string
  /** Made at this time or later. */
  from?: string
  /** Made before this time. */
  to?: string
}

/** The inverse of `statusOf`. Literals, so that the partial indexes fit. */
const HAS_STATUS: Record<DeliveryStatus, Prisma.Sql> = {
  pending: Prisma.sql`d.state = 'due' and d.tries = 0`,
  retrying: Prisma.sql`(d.state = 'scheduled' or (d.state = 'due' and d.tries > 0))`,
  sending: Prisma.sql`d.state = 'sending'`,
  delivered: Prisma.sql`d.state = 'delivered'`,
  failed: Prisma.sql`d.state = 'failed'`,
  cancelled: Prisma.sql`d.state = 'cancelled'`,
}

/** An id is as old as its row, give or take a long transaction and a clock: so an index finds the time. */
const ID_SLACK_MS = 60_000
const floor = (time: string, slackMs: number) => uuid7Floor(Date.parse(time) + slackMs)

/** The condition on rows of `delivery d` joined with their `event e`. */
export function matching(instanceId: string, { status, hookId, eventId, type, from, to }: DeliveryFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`d.instance_id = ${instanceId}::uuid`,
    status && HAS_STATUS[status],
    hookId && Prisma.sql`d.subscription_id = ${hookId}::uuid and d.shard = ${shardOf(hookId)}`,
    eventId && Prisma.sql`d.event_id = ${eventId}::uuid`,
    type && Prisma.sql`e.type = ${type}`,
    from && Prisma.sql`d.created_at >= ${from}::timestamptz and d.id > ${floor(from, -ID_SLACK_MS)}::uuid`,
    to && Prisma.sql`d.created_at < ${to}::timestamptz and d.id < ${floor(to, ID_SLACK_MS)}::uuid`,
  ]
  return Prisma.join(
    conditions.filter(condition => condition instanceof Prisma.Sql),
    ' and ',
  )
}
