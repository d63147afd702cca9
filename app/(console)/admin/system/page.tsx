import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { JOBS_TOP, pathsOf } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { SystemView } from '#components/system/system-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { config } from '#lib/config.ts'
import { translations } from '#lib/http/intl.ts'
import { page } from '#lib/http/page.ts'
import { listJobs } from '#lib/insights/jobs/read.ts'
import { workflowStatus } from '#lib/insights/jobs/status.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('system'))('title') }
}

export default async function System() {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  const jobs = await listJobs(access, { top: JOBS_TOP })
  const request = new Request(new URL(paths.jobs, config().appUrl))
  const firstJobs = page(request, jobs, JOBS_TOP, last => ({ at: last.submittedTimestamp, id: last.jobId }))
  return (
    <Fallback data={{ [paths.status]: await workflowStatus(access) }} pages={{ [paths.jobs]: firstJobs }}>
      <SystemView />
    </Fallback>
  )
}
