import { previewMembers } from '#lib/data/segment-members.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => previewMembers(access, params.segmentName ?? '')),
})
