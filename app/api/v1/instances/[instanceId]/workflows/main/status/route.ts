import { inInstance, methods } from '#lib/http/route.ts'
import { workflowStatus } from '#lib/insights/jobs/status.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => workflowStatus(access)),
})
