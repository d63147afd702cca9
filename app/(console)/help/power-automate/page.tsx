import type { Metadata } from 'next'
import { PowerAutomateHelp } from '#components/help/power-automate-help.tsx'
import { translations } from '#lib/http/intl.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('help'))('title') }
}

export default function Help() {
  return <PowerAutomateHelp />
}
