import { z } from 'zod'
import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { historyQuery } from '#lib/insights/history.ts'
import { deleteSegment } from '#lib/insights/segments/delete.ts'
import { getSegment } from '#lib/insights/segments/read.ts'
import { SegmentDefinition } from '#lib/insights/segments/schema.ts'
import { updateSegment } from '#lib/insights/segments/update.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(historyQuery) }, ({ access, params, query }) =>
    getSegment(access, params.segmentName ?? '', query),
  ),
  PUT: inInstance({ body: SegmentDefinition }, ({ access, params, body }) =>
    updateSegment(access, params.segmentName ?? '', body),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await deleteSegment(access, params.segmentName ?? '')
    return noContent()
  }),
})
