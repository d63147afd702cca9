'use client'

import { useTranslations } from 'use-intl/react'
import { AccountCard } from '#components/account/account-card.tsx'
import { AccountForm } from '#components/account/account-form.tsx'
import { sendNewPassword } from '#components/account/new-password.ts'
import { ProblemBar } from '#components/page/problem-bar.tsx'

type Props = { token: string; person: { name: string; email: string }; minPasswordLength: number }

export function InvitationForm({ token, person, minPasswordLength: minLength }: Props) {
  const t = useTranslations('account')
  const accept = async (values: FormData) => (
    <ProblemBar problem={await sendNewPassword('/api/v1/invitation', token, values)} />
  )
  const passwordHint = t('passwordHint', { length: minLength })
  return (
    <AccountCard title={t('invitationTitle', { name: person.name })} text={t('invitationText')}>
      <AccountForm
        fields={[
          { name: 'email', label: t('email'), autoComplete: 'username', readOnly: true, defaultValue: person.email },
          {
            name: 'password',
            label: t('password'),
            hint: passwordHint,
            type: 'password',
            autoComplete: 'new-password',
            minLength,
          },
        ]}
        submit={t('accept')}
        action={accept}
      />
    </AccountCard>
  )
}
