'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import { LinkTabs } from '#components/page/link-tabs.tsx'
import { Page } from '#components/page/page.tsx'
import { SYSTEM_TABS, type SystemTab } from '#components/system/tabs.ts'

type Props = { selected: SystemTab; commands?: ReactNode; children: ReactNode }

/** The frame of the pages of Admin > System. */
export function SystemPage({ selected, commands, children }: Props) {
  const t = useTranslations('system')
  const tabs = Object.entries(SYSTEM_TABS).map(([tab, href]) => ({ href, title: t(tab as SystemTab) }))
  return (
    <Page title={t('title')} commands={commands}>
      <LinkTabs label={t('tabs')} tabs={tabs} selected={SYSTEM_TABS[selected]} />
      {children}
    </Page>
  )
}
