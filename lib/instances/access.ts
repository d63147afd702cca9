import { database } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { type Access, type Actor, isDeploymentAdministrator, type Role } from '#lib/instances/actor.ts'

/**
 * What the actor may do in the instance.
 * @throws NotFound where there is no such instance, and just so where the actor has no role in it.
 */
export async function accessTo(actor: Actor, instanceId: string): Promise<Access> {
  const instance = await database().instance.findUnique({
    where: { id: instanceId },
    select: { id: true, name: true, memberships: { where: { personId: personId(actor) }, select: { role: true } } },
  })
  const role = instance && roleOf(actor, instance)
  if (!role) throw new NotFound(`There is no environment ${instanceId}.`)
  return { actor, instance: { id: instance.id, name: instance.name }, role }
}

// A membership of nobody: Prisma would leave an undefined filter out and find everybody's.
const NOBODY = '00000000-0000-0000-0000-000000000000'
const personId = (actor: Actor) => (actor.type === 'person' ? actor.id : NOBODY)

function roleOf(actor: Actor, instance: { id: string; memberships: { role: Role }[] }): Role | undefined {
  if (isDeploymentAdministrator(actor)) return 'Admin'
  if (actor.type === 'key') return actor.instanceId === instance.id ? actor.role : undefined
  return instance.memberships[0]?.role
}
