import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { AboutView } from '#components/system/about-view.tsx'
import { pageAccess } from '#lib/auth/page-access.ts'
import { sessionId } from '#lib/auth/session.ts'
import { translations } from '#lib/http/intl.ts'
import { readInstance } from '#lib/instances/instances.ts'
import manifest from '#package.json' with { type: 'json' }

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations('system')
  return { title: `${t('about')} · ${t('title')}` }
}

export default async function About() {
  const { access } = await pageAccess()
  const { createdAt } = await readInstance(access)
  return <AboutView createdAt={createdAt} version={manifest.version} sessionId={await sessionId(await cookies())} />
}
