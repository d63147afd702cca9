import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NoEnvironment } from '#components/account/no-environment.tsx'
import { signedInPerson } from '#lib/auth/page-access.ts'
import { personActor } from '#lib/auth/session.ts'
import { translations } from '#lib/http/intl.ts'
import { listInstances } from '#lib/instances/instances.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translations('account'))('noEnvironmentTitle') }
}

export default async function WithoutEnvironment() {
  const person = await signedInPerson()
  if ((await listInstances(personActor(person))).length > 0) redirect('/')
  return <NoEnvironment email={person.email} />
}
