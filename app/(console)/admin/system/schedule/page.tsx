import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { pathsOf } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { ScheduleView } from '#components/schedule/schedule-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'
import { listSchedules } from '#lib/insights/schedules/schedules.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('system')
  return { title: `${t('schedule')} · ${t('title')}` }
}

export default async function Schedule() {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  return (
    <Fallback data={{ [paths.schedules]: await listSchedules(access) }}>
      <ScheduleView />
    </Fallback>
  )
}
