import { z } from 'zod'
import { HookFilter } from '#lib/subscriptions/schema.ts'

const time = z.iso.datetime({ offset: true })

/** What a list of deliveries can be filtered by. */
export const DeliveryQuery = z.object({
  status: z.enum(['pending', 'sending', 'delivered', 'retrying', 'failed', 'cancelled']).optional(),
  hookId: z.uuid().optional(),
  eventId: z.uuid().optional(),
  type: HookFilter.trigger,
  from: time.optional(),
  to: time.optional(),
})
