'use client'

import { useTranslations } from 'use-intl/react'
import { AccountCard } from '#components/account/account-card.tsx'
import { AccountForm } from '#components/account/account-form.tsx'
import { sendNewPassword } from '#components/account/new-password.ts'
import { ProblemBar } from '#components/page/problem-bar.tsx'

type Props = { token: string; minPasswordLength: number }

export function SetUpForm({ token, minPasswordLength: minLength }: Props) {
  const t = useTranslations('account')
  const setUp = async (values: FormData) => (
    <ProblemBar problem={await sendNewPassword('/api/v1/set-up', token, values)} />
  )
  const passwordHint = t('passwordHint', { length: minLength })
  return (
    <AccountCard title={t('setUpTitle')} text={t('setUpText')}>
      <AccountForm
        fields={[
          { name: 'name', label: t('name'), autoComplete: 'name', maxLength: 200 },
          { name: 'email', label: t('email'), type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: t('password'),
            hint: passwordHint,
            type: 'password',
            autoComplete: 'new-password',
            minLength,
          },
        ]}
        submit={t('setUp')}
        action={setUp}
      />
    </AccountCard>
  )
}
