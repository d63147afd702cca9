import { inInstance, methods } from '#lib/http/route.ts'
import { listRuns } from '#lib/insights/jobs/history.ts'
import { RunsQuery } from '#lib/insights/jobs/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: RunsQuery }, ({ access, query }) => listRuns(access, query)),
})
