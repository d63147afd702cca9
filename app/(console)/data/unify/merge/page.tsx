import type { Metadata } from 'next'
import { MergeView } from '#components/unify/merge-view.tsx'
import { translations } from '#lib/http/intl.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('unify')
  return { title: `${t('merge')} · ${t('title')}` }
}

export default function MergePage() {
  return <MergeView />
}
