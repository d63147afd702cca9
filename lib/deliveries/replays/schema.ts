import { z } from 'zod'
import { DeliveryQuery } from '#lib/deliveries/schema.ts'

/** Which deliveries are to be sent again, and how many a second. */
export const NewReplay = z
  .object({
    deliveryIds: z.array(z.uuid().toLowerCase()).min(1).max(1000).optional(),
    filter: DeliveryQuery.optional(),
    perSecond: z.number().int().min(1).max(1000).default(50),
  })
  .refine(({ deliveryIds, filter }) => (deliveryIds === undefined) !== (filter === undefined), {
    error: 'give either deliveryIds or filter; an empty filter means every delivery',
  })

export const ReplayChange = z.object({ status: z.enum(['running', 'paused', 'cancelled']) })
