import type { Metadata } from 'next'
import { LinkGone } from '#components/account/link-gone.tsx'
import { SetUpForm } from '#components/account/set-up-form.tsx'
import { translations } from '#lib/http/intl.ts'
import { isSetUpLink } from '#lib/people/accept.ts'
import { MIN_PASSWORD_LENGTH } from '#lib/people/password.ts'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('account'))('setUpTitle') }
}

export default async function SetUp({ params }: Props) {
  const { token } = await params
  if (!(await isSetUpLink(token))) return <LinkGone />
  return <SetUpForm token={token} minPasswordLength={MIN_PASSWORD_LENGTH} />
}
