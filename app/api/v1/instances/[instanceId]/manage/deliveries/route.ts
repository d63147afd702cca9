import { z } from 'zod'
import { listDeliveries } from '#lib/deliveries/deliveries.ts'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { HookFilter } from '#lib/subscriptions/schema.ts'

const Query = z.object({
  ...pageQuery,
  status: z.enum(['pending', 'sending', 'delivered', 'retrying', 'failed', 'cancelled']).optional(),
  hookId: z.uuid().optional(),
  eventId: z.uuid().optional(),
  type: HookFilter.trigger,
})

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: Query }, async ({ access, query, request }) => {
    const after = readCursor(query.$skiptoken, NewestFirst)
    const deliveries = await listDeliveries(access, { ...query, after, limit: query.$top + 1 })
    return page(request, deliveries, query.$top, ({ createdAt, id }) => ({ at: createdAt, id }))
  }),
})
