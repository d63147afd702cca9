'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { LinkTabs } from '#components/page/link-tabs.tsx'
import { Page } from '#components/page/page.tsx'
import { DESTINATIONS, PAGES } from '#components/power-automate/paths.ts'

type Props = { selected: keyof typeof PAGES; commands?: ReactNode; children: ReactNode }

/** The frame of the four pages about Power Automate. */
export function PowerAutomatePage({ selected, commands, children }: Props) {
  const t = useTranslations('powerAutomate')
  const tabs = [
    { href: PAGES.overview, title: t('overview') },
    { href: PAGES.thresholds, title: t('thresholds') },
    { href: PAGES.subscriptions, title: t('subscriptions') },
    { href: PAGES.deliveries, title: t('deliveries') },
  ]
  const parent = { title: useTranslations('destinations')('title'), href: DESTINATIONS }
  return (
    <Page parent={parent} title={t('title')} subtitle={t('subtitle')} commands={commands}>
      <LinkTabs label={t('title')} tabs={tabs} selected={PAGES[selected]} />
      {children}
    </Page>
  )
}
