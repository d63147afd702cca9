import type { Metadata } from 'next'
import { GeneralView } from '#components/system/general-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { translations } from '#lib/http/intl.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('system')
  return { title: `${t('general')} · ${t('title')}` }
}

export default async function General() {
  const { person } = await pageAccess()
  return <GeneralView region={person.region} />
}
