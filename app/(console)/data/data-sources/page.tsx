import type { Metadata } from 'next'
import { apiOf } from '#components/api-path.ts'
import { DataSourcesView } from '#components/data-sources/data-sources-view.tsx'
import { pathsOf } from '#components/insights/paths.ts'
import { Fallback } from '#components/page/fallback.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'
import { listDataSources } from '#lib/insights/data-sources/read.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('dataSources'))('title') }
}

export default async function DataSources() {
  const { access, person } = await pageAccess()
  const paths = pathsOf(apiOf(access.instance.id))
  return (
    <Fallback data={{ [paths.dataSources]: await listDataSources(access) }}>
      <DataSourcesView mayUseDropFolder={person.isDeploymentAdministrator} />
    </Fallback>
  )
}
