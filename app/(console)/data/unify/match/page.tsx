import type { Metadata } from 'next'
import { MatchView } from '#components/unify/match-view.tsx'
import { translations } from '#lib/http/intl.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('unify')
  return { title: `${t('match')} · ${t('title')}` }
}

export default function MatchPage() {
  return <MatchView />
}
