'use client'

import { Button, Divider, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { AccountCard } from '#components/account/account-card.tsx'
import { AccountForm } from '#components/account/account-form.tsx'
import { open, signInWithPassword, text } from '#components/account/sign-in.ts'

type Props = {
  /** A path of ours. */
  returnPath: string
  /** Why a sign-in elsewhere came back. */
  error: string | undefined
  withMicrosoft: boolean
}

export function SignInForm({ returnPath, error, withMicrosoft }: Props) {
  const t = useTranslations('account')
  const signIn = async (values: FormData) => {
    const reason = await signInWithPassword(text(values, 'email'), text(values, 'password'))
    if (reason) return <Refusal reason={reason} />
    open(returnPath)
  }
  const signInWithMicrosoft = async () => {
    const { signIn } = await import('next-auth/react')
    await signIn('azure-ad', { callbackUrl: returnPath })
  }
  return (
    <AccountCard title={t('signIn')}>
      {withMicrosoft && (
        <>
          <Button onClick={signInWithMicrosoft}>{t('signInWithMicrosoft')}</Button>
          <Divider>{t('or')}</Divider>
        </>
      )}
      <AccountForm
        fields={[
          { name: 'email', label: t('email'), type: 'email', autoComplete: 'username' },
          { name: 'password', label: t('password'), type: 'password', autoComplete: 'current-password' },
        ]}
        submit={t('signIn')}
        action={signIn}
        initial={error === undefined ? undefined : <Refusal reason={error} />}
      />
    </AccountCard>
  )
}

const REASONS = ['CredentialsSignin', 'TooManyAttempts', 'AccessDenied'] as const

function Refusal({ reason }: { reason: string }) {
  const t = useTranslations('account.error')
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{t(REASONS.find(known => known === reason) ?? 'Other')}</MessageBarBody>
    </MessageBar>
  )
}
