import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { OverviewView } from '#components/power-automate/overview-view.tsx'
import { pathsOf } from '#components/power-automate/paths.ts'
import { pageAccess } from '#lib/auth/page-access.ts'
import { config } from '#lib/config.ts'
import { deliverySummary } from '#lib/deliveries/summary.ts'
import { listDestinations } from '#lib/destinations/destinations.ts'
import { reachability } from '#lib/destinations/reachability.ts'
import { translations } from '#lib/http/intl.ts'
import { listHooks } from '#lib/subscriptions/manage.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('powerAutomate'))('title') }
}

export default async function PowerAutomate() {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  const { appUrl, flowSimulator } = config()
  const data = {
    [paths.destinations]: await listDestinations(access),
    [paths.allHooks]: { value: await listHooks(access, { limit: 1000 }) },
    [paths.summary]: await deliverySummary(access),
  }
  return (
    <Fallback data={data}>
      <OverviewView
        deployment={{ address: appUrl, hasSimulator: flowSimulator !== undefined, ...reachability(appUrl) }}
      />
    </Fallback>
  )
}
