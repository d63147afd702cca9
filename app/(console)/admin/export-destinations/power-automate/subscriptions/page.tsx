import type { Metadata } from 'next'
import { z } from 'zod'
import { apiOf } from '#components/api-path.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { LIST_TOP, pathsOf } from '#components/power-automate/paths.ts'
import { SubscriptionsView } from '#components/power-automate/subscriptions-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { config } from '#lib/config.ts'
import { translations } from '#lib/http/intl.ts'
import { page } from '#lib/http/page.ts'
import type { Access } from '#lib/instances/actor.ts'
import { listSimulatedFlows } from '#lib/simulator/flows.ts'
import { listHooks } from '#lib/subscriptions/manage.ts'
import { HookFilter } from '#lib/subscriptions/schema.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('powerAutomate')
  return { title: `${t('subscriptions')} · ${t('title')}` }
}

type Props = { searchParams: Promise<Record<string, unknown>> }

export default async function Subscriptions({ searchParams }: Props) {
  const { access } = await pageAccess()
  return (
    <Fallback data={await simulated(access)} pages={await firstPage(access, await searchParams)}>
      <SubscriptionsView hasSimulator={config().flowSimulator !== undefined} />
    </Fallback>
  )
}

async function simulated(access: Access) {
  if (!config().flowSimulator) return {}
  return { [pathsOf(apiOf(access.instance.id)).simulatedFlows]: await listSimulatedFlows(access) }
}

// A filter that is not one is left to the API, which says what is wrong with it.
async function firstPage(access: Access, query: Record<string, unknown>) {
  const filter = z.object(HookFilter).safeParse(query)
  if (!filter.success) return {}
  const path = pathsOf(apiOf(access.instance.id)).filteredHooks(filter.data)
  const rows = await listHooks(access, { ...filter.data, limit: LIST_TOP + 1 })
  const request = new Request(config().appUrl + path)
  return { [path]: page(request, rows, LIST_TOP, ({ createdAt, id }) => ({ at: createdAt, id })) }
}
