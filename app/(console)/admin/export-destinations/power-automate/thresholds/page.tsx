import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { pathsOf } from '#components/power-automate/paths.ts'
import { ThresholdsView } from '#components/power-automate/thresholds-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'
import { listHooks } from '#lib/subscriptions/manage.ts'
import { listThresholds } from '#lib/triggers/thresholds.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('powerAutomate')
  return { title: `${t('thresholds')} · ${t('title')}` }
}

export default async function Thresholds() {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  const data = {
    [paths.thresholds]: await listThresholds(access),
    [paths.allHooks]: { value: await listHooks(access, { limit: 1000 }) },
  }
  return (
    <Fallback data={data}>
      <ThresholdsView />
    </Fallback>
  )
}
