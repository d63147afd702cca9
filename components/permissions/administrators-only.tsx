'use client'

import { LockClosedRegular } from '@fluentui/react-icons'
import { useTranslations } from 'use-intl/react'
import { EmptyState } from '#components/page/empty-state.tsx'
import { Page } from '#components/page/page.tsx'

export function AdministratorsOnly() {
  const t = useTranslations('permissions')
  const role = useTranslations('frame.role')
  return (
    <Page title={t('title')}>
      <EmptyState icon={<LockClosedRegular />} title={role('Admin')}>
        {t('administratorsOnly')}
      </EmptyState>
    </Page>
  )
}
