import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { HomeView } from '#components/home/home-view.tsx'
import { homePathsOf, LATEST } from '#components/home/paths.ts'
import { LIST_HISTORY } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { listDeliveries } from '#lib/deliveries/deliveries.ts'
import { deliverySummary } from '#lib/deliveries/summary.ts'
import { listDestinations } from '#lib/destinations/destinations.ts'
import { translations } from '#lib/http/intl.ts'
import { listDataSources } from '#lib/insights/data-sources/read.ts'
import { listEntities } from '#lib/insights/entities/read.ts'
import { workflowStatus } from '#lib/insights/jobs/status.ts'
import { listMeasures } from '#lib/insights/measures/read.ts'
import { listSegments } from '#lib/insights/segments/read.ts'
import { listHooks } from '#lib/subscriptions/manage.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('home'))('title') }
}

export default async function Home() {
  const { access } = await pageAccess()
  const paths = homePathsOf(apiOf(access.instance.id))
  const data = {
    [paths.segments]: await listSegments(access, LIST_HISTORY),
    [paths.measures]: await listMeasures(access, LIST_HISTORY),
    [paths.dataSources]: await listDataSources(access),
    [paths.entities]: await listEntities(access),
    [paths.status]: await workflowStatus(access),
    [paths.destinations]: await listDestinations(access),
    [paths.hooks]: { value: await listHooks(access, { limit: 1000 }) },
    [paths.summary]: await deliverySummary(access),
    [paths.latest]: { value: await listDeliveries(access, { limit: LATEST }) },
  }
  return (
    <Fallback data={data}>
      <HomeView />
    </Fallback>
  )
}
