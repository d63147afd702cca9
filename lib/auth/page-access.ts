import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { personActor, sessionPerson } from '#lib/auth/session.ts'
import type { Access } from '#lib/instances/actor.ts'
import { INSTANCE_COOKIE } from '#lib/instances/cookie.ts'
import { type InstanceInfo, listInstances } from '#lib/instances/instances.ts'
import type { Person } from '#prisma/generated/client.ts'

export type PageAccess = {
  person: Pick<Person, 'id' | 'name' | 'email' | 'region' | 'isDeploymentAdministrator'>
  instances: InstanceInfo[]
  /** In the current instance: the one of the cookie, or the first. */
  access: Access
}

/**
 * Who looks at a page, and at which instance. Whoever is signed out goes to /sign-in, and from there back to the page;
 * whoever has a role in no instance goes to a page that says so.
 */
export async function pageAccess(): Promise<PageAccess> {
  const jar = await cookies()
  const person = await signedInPerson()
  const actor = personActor(person)
  const instances = await listInstances(actor)
  const wanted = jar.get(INSTANCE_COOKIE)?.value
  const current = instances.find(({ instanceId }) => instanceId === wanted) ?? instances[0]
  if (!current) redirect('/no-environment')
  const { id, name, email, region, isDeploymentAdministrator } = person
  return {
    person: { id, name, email, region, isDeploymentAdministrator },
    instances,
    access: { actor, instance: { id: current.instanceId, name: current.name }, role: current.role },
  }
}

/** Who looks at a page. Whoever is signed out goes to /sign-in, and from there back. */
export async function signedInPerson(): Promise<Person> {
  const person = await sessionPerson(await cookies())
  // proxy.ts puts the page's own path into x-page.
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent((await headers()).get('x-page') ?? '/')}`)
  return person
}
