import type { Metadata } from 'next'
import { DestinationsView } from '#components/destinations/destinations-view.tsx'
import { translations } from '#lib/http/intl.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('destinations'))('title') }
}

export default function ExportDestinations() {
  return <DestinationsView />
}
