import type { Access, Actor, Role } from '#lib/instances/actor.ts'
import type { Instance, Person } from '#prisma/generated/client.ts'

type Named = Pick<Instance, 'id' | 'name'>

/** What verbs of the domain take: somebody's access to an instance; the deployment's own key where nobody is named. */
export function accessOf({ id, name }: Named, person?: Person, role: Role = 'Admin'): Access {
  const actor: Actor = person ? { type: 'person', ...person } : { type: 'deployment', name: 'ADMIN_API_KEY' }
  return { actor, instance: { id, name }, role }
}
