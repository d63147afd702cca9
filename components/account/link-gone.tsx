'use client'

import { Link } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { AccountCard } from '#components/account/account-card.tsx'

export function LinkGone() {
  const t = useTranslations('account')
  return (
    <AccountCard title={t('linkGoneTitle')} text={t('linkGoneText')}>
      <Link href="/sign-in">{t('signIn')}</Link>
    </AccountCard>
  )
}
