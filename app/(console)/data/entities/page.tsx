import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { EntitiesView } from '#components/entities/entities-view.tsx'
import { pathsOf } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'
import { listEntities } from '#lib/insights/entities/read.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('entities'))('title') }
}

export default async function Entities() {
  const { access } = await pageAccess()
  return (
    <Fallback data={{ [pathsOf(apiOf(access.instance.id)).entities]: await listEntities(access) }}>
      <EntitiesView />
    </Fallback>
  )
}
