import type { Metadata } from 'next'
import { InvitationForm } from '#components/account/invitation-form.tsx'
import { LinkGone } from '#components/account/link-gone.tsx'
import { translations } from '#lib/http/intl.ts'
import { invitedPerson } from '#lib/people/accept.ts'
import { MIN_PASSWORD_LENGTH } from '#lib/people/password.ts'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('account'))('accept') }
}

export default async function Invitation({ params }: Props) {
  const { token } = await params
  const person = await invitedPerson(token)
  if (!person) return <LinkGone />
  const { name, email } = person
  return <InvitationForm token={token} person={{ name, email }} minPasswordLength={MIN_PASSWORD_LENGTH} />
}
