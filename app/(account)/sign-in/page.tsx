import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { SignInForm } from '#components/account/sign-in-form.tsx'
import { returnPath } from '#lib/auth/return-path.ts'
import { sessionPerson } from '#lib/auth/session.ts'
import { config } from '#lib/config.ts'
import { translations } from '#lib/http/intl.ts'

type Props = { searchParams: Promise<{ callbackUrl?: unknown; error?: unknown }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('account'))('signIn') }
}

export default async function SignIn({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams
  const path = returnPath(callbackUrl, config().appUrl)
  if (await sessionPerson(await cookies())) redirect(path)
  return (
    <SignInForm
      returnPath={path}
      error={typeof error === 'string' ? error : undefined}
      withMicrosoft={config().entra !== undefined}
    />
  )
}
