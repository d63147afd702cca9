import { z } from 'zod'
import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { historyQuery } from '#lib/insights/history.ts'
import { createSegment } from '#lib/insights/segments/create.ts'
import { listSegments } from '#lib/insights/segments/read.ts'
import { NewSegment } from '#lib/insights/segments/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(historyQuery) }, ({ access, query }) => listSegments(access, query)),
  POST: inInstance({ body: NewSegment }, async ({ access, body }) => {
    const segment = await createSegment(access, body)
    return created(segment, `/api/v1/instances/${access.instance.id}/manage/segments/${segment.name}`)
  }),
})
