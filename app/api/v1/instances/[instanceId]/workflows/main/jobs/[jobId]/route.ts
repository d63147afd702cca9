import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { getJob } from '#lib/insights/jobs/read.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getJob(access, uuidParam(params, 'jobId'))),
})
