import { z } from 'zod'
import { listAudit } from '#lib/audit/list.ts'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(pageQuery) }, async ({ access, query, request }) => {
    const rows = await listAudit(access, query.$top, readCursor(query.$skiptoken, NewestFirst))
    return page(request, rows, query.$top, ({ at, auditId }) => ({ at, id: auditId }))
  }),
})
