'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { AccountCard } from '#components/account/account-card.tsx'

export function NoEnvironment({ email }: { email: string }) {
  const t = useTranslations('account')
  const leave = async () => {
    const { signOut } = await import('next-auth/react')
    await signOut({ callbackUrl: '/sign-in' })
  }
  return (
    <AccountCard title={t('noEnvironmentTitle')} text={t('noEnvironmentText', { email })}>
      <Button onClick={leave}>{t('signOut')}</Button>
    </AccountCard>
  )
}
