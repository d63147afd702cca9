import { z } from 'zod'
import { created } from '#lib/http/answer.ts'
import { NewestFirst, page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { listJobs } from '#lib/insights/jobs/read.ts'
import { NewJobQuery } from '#lib/insights/jobs/schema.ts'
import { submitJob } from '#lib/insights/jobs/submit.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(pageQuery) }, async ({ access, request, query }) => {
    const jobs = await listJobs(access, { top: query.$top, after: readCursor(query.$skiptoken, NewestFirst) })
    return page(request, jobs, query.$top, last => ({ at: last.submittedTimestamp, id: last.jobId }))
  }),
  POST: inInstance({ query: NewJobQuery }, async ({ access, query }) => {
    const job = await submitJob(access, query)
    return created(job, `/api/v1/instances/${access.instance.id}/workflows/main/jobs/${job.jobId}`)
  }),
})
