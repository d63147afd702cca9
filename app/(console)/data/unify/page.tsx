import type { Metadata } from 'next'
import { MapView } from '#components/unify/map-view.tsx'
import { translations } from '#lib/http/intl.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('unify')
  return { title: `${t('map')} · ${t('title')}` }
}

export default function MapPage() {
  return <MapView />
}
