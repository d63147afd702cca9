import { inInstance, methods } from '#lib/http/route.ts'
import { setSegmentState } from '#lib/insights/segments/update.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: inInstance({}, ({ access, params }) => setSegmentState(access, params.segmentName ?? '', 'inactive')),
})
