import { type DeliveryFilter, matching } from '#lib/deliveries/filter.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** What a replay is to send: the deliveries that are named, or all that match. */
export type Selection = { deliveryIds?: string[]; filter?: DeliveryFilter }

export type SkipReason = 'removed' | 'gone' | 'sending' | 'waiting'

/** The condition on rows of `delivery d`; with a type also of `event e`, which `withEvent` joins. */
export const selected = (instanceId: string, { deliveryIds, filter = {} }: Selection): Prisma.Sql =>
  deliveryIds
    ? Prisma.sql`${matching(instanceId, {})} and d.id = any(${deliveryIds}::uuid[])`
    : matching(instanceId, filter)

export const withEvent = ({ filter }: Selection): Prisma.Sql =>
  filter?.type ? Prisma.sql`join event e on e.id = d.event_id` : Prisma.empty

/** Why a row of `delivery d` of `subscription s` is not sent again, or null: nobody is there, or it is about to be sent anyway. */
export const SKIP_REASON = Prisma.sql`case
  when s.id is null or s.removed_at is not null then 'removed'
  when s.status = 'gone' then 'gone'
  when d.state = 'sending' then 'sending'
  when d.state = 'due' then 'waiting'
end`
