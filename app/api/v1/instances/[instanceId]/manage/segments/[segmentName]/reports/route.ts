import { accepted } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { SegmentReport } from '#lib/insights/reports/schema.ts'
import { reportSegment } from '#lib/insights/reports/segment.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: SegmentReport }, async ({ access, params, body }) =>
    accepted(await reportSegment(access, params.segmentName ?? '', body)),
  ),
})
