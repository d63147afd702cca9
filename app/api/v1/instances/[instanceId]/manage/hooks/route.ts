import { z } from 'zod'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { listHooks } from '#lib/subscriptions/manage.ts'
import { removeGone } from '#lib/subscriptions/remove.ts'
import { GoneOnly, HookFilter } from '#lib/subscriptions/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object({ ...pageQuery, ...HookFilter }) }, async ({ access, query, request }) => {
    const after = readCursor(query.$skiptoken, NewestFirst)
    const hooks = await listHooks(access, { ...query, after, limit: query.$top + 1 })
    return page(request, hooks, query.$top, ({ createdAt, id }) => ({ at: createdAt, id }))
  }),
  DELETE: inInstance({ query: GoneOnly }, async ({ access }) => ({ removed: await removeGone(access) })),
})
