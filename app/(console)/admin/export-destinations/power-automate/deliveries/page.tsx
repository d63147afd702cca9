import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { DeliveriesView } from '#components/power-automate/deliveries-view.tsx'
import { LIST_TOP, pathsOf } from '#components/power-automate/paths.ts'
import { pageAccess } from '#lib/auth/page-access.ts'
import { config } from '#lib/config.ts'
import { listDeliveries } from '#lib/deliveries/deliveries.ts'
import { DeliveryQuery } from '#lib/deliveries/schema.ts'
import { translations } from '#lib/http/intl.ts'
import { page } from '#lib/http/page.ts'
import type { Access } from '#lib/instances/actor.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('powerAutomate')
  return { title: `${t('deliveries')} · ${t('title')}` }
}

type Props = { searchParams: Promise<Record<string, unknown>> }

export default async function Deliveries({ searchParams }: Props) {
  const { access } = await pageAccess()
  return (
    <Fallback pages={await firstPage(access, await searchParams)}>
      <DeliveriesView />
    </Fallback>
  )
}

// A filter that is not one is left to the API, which says what is wrong with it.
async function firstPage(access: Access, query: Record<string, unknown>) {
  const filter = DeliveryQuery.safeParse(query)
  if (!filter.success) return {}
  const path = pathsOf(apiOf(access.instance.id)).deliveries(filter.data)
  const rows = await listDeliveries(access, { ...filter.data, limit: LIST_TOP + 1 })
  const request = new Request(config().appUrl + path)
  return { [path]: page(request, rows, LIST_TOP, ({ createdAt, id }) => ({ at: createdAt, id })) }
}
