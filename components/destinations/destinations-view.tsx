'use client'

import { useTranslations } from 'use-intl/react'
import { Page } from '#components/page/page.tsx'

export function DestinationsView() {
  const t = useTranslations('destinations')
  return <Page title={t('title')}>{null}</Page>
}
