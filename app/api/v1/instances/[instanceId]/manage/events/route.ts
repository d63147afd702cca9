import { z } from 'zod'
import { listEvents } from '#lib/events/events.ts'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { HookFilter } from '#lib/subscriptions/schema.ts'

const Query = z.object({ ...pageQuery, type: HookFilter.trigger, hookId: z.uuid().optional() })

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: Query }, async ({ access, query, request }) => {
    const after = readCursor(query.$skiptoken, NewestFirst)
    const rows = await listEvents(access, { ...query, after, limit: query.$top + 1 })
    const { value, ...next } = page(request, rows, query.$top, ({ createdAt, id }) => ({
      at: createdAt.toISOString(),
      id,
    }))
    return { value: value.map(({ payload }) => payload), ...next }
  }),
})
