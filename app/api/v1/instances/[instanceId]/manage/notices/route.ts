import { z } from 'zod'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { listNotices } from '#lib/notices/notices.ts'
import { NoticeFilter } from '#lib/notices/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object({ ...pageQuery, ...NoticeFilter }) }, async ({ access, query, request }) => {
    const after = readCursor(query.$skiptoken, NewestFirst)
    const notices = await listNotices(access, { ...query, after, limit: query.$top + 1 })
    return page(request, notices, query.$top, ({ at, id }) => ({ at, id }))
  }),
})
