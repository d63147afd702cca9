import { z } from 'zod'
import { listDeliveries } from '#lib/deliveries/deliveries.ts'
import { DeliveryQuery } from '#lib/deliveries/schema.ts'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'

const Query = z.object({ ...pageQuery, ...DeliveryQuery.shape })

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: Query }, async ({ access, query, request }) => {
    const after = readCursor(query.$skiptoken, NewestFirst)
    const deliveries = await listDeliveries(access, { ...query, after, limit: query.$top + 1 })
    return page(request, deliveries, query.$top, ({ createdAt, id }) => ({ at: createdAt, id }))
  }),
})
