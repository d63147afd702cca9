import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { LIST_HISTORY, pathsOf } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { SegmentsView } from '#components/segments/segments-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'
import { listEntities } from '#lib/insights/entities/read.ts'
import { listSegments } from '#lib/insights/segments/read.ts'
import { listThresholds } from '#lib/triggers/thresholds.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('segments'))('title') }
}

export default async function Segments() {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  const data = {
    [paths.segments]: await listSegments(access, LIST_HISTORY),
    [paths.thresholds]: await listThresholds(access),
    [paths.entities]: await listEntities(access),
  }
  return (
    <Fallback data={data}>
      <SegmentsView />
    </Fallback>
  )
}
