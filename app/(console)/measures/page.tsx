import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { LIST_HISTORY, pathsOf } from '#components/insights/paths.ts'
import { MeasuresView } from '#components/measures/measures-view.tsx'
import { Fallback } from '#components/page/fallback.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'
import { listEntities } from '#lib/insights/entities/read.ts'
import { listMeasures } from '#lib/insights/measures/read.ts'
import { listThresholds } from '#lib/triggers/thresholds.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('measures'))('title') }
}

export default async function Measures() {
  const { access } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  const data = {
    [paths.measures]: await listMeasures(access, LIST_HISTORY),
    [paths.thresholds]: await listThresholds(access),
    [paths.entities]: await listEntities(access),
  }
  return (
    <Fallback data={data}>
      <MeasuresView />
    </Fallback>
  )
}
