import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { cancelJob } from '#lib/insights/jobs/cancel.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({}, ({ access, params }) => cancelJob(access, uuidParam(params, 'jobId'))),
})
