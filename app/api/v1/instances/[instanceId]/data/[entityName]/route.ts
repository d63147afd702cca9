import { ItemCursor, readItems } from '#lib/data/read-items.ts'
import { ItemQuery } from '#lib/data/schema.ts'
import { odataContext } from '#lib/http/odata.ts'
import { page, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: ItemQuery }, async ({ access, params, query, request }) => {
    const name = params.entityName ?? ''
    const { rows, count, next } = await readItems(access, name, query, readCursor(query.$skiptoken, ItemCursor))
    return {
      ...odataContext(access.instance.id, name),
      ...(count !== undefined && { '@odata.count': count }),
      ...page(request, rows, query.$top, () => next),
    }
  }),
})
