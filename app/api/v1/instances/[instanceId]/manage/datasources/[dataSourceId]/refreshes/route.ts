import { z } from 'zod'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { listRefreshes } from '#lib/insights/data-sources/refreshes.ts'

const Query = z.object({ $top: z.coerce.number().int().min(1).max(100).default(10) })

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: Query }, ({ access, params, query }) =>
    listRefreshes(access, uuidParam(params, 'dataSourceId'), query.$top),
  ),
})
