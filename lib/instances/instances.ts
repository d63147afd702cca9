import { record } from '#lib/audit/record.ts'
import { database, transaction } from '#lib/database/client.ts'
import { type Access, type Actor, isDeploymentAdministrator, type Role } from '#lib/instances/actor.ts'
import { permitDeployment } from '#lib/instances/permissions.ts'

export type InstanceInfo = { instanceId: string; name: string; instanceType: string; createdAt: string; role: Role }

/** The instances in which the actor has a role, the oldest first. */
export async function listInstances(actor: Actor): Promise<InstanceInfo[]> {
  const personId = actor.type === 'person' ? actor.id : undefined
  const rows = await database().instance.findMany({
    where: visibleTo(actor),
    include: { memberships: { where: { personId: personId ?? NOBODY } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(row => {
    const ownRole = actor.type === 'key' ? actor.role : row.memberships[0]?.role
    return info(row, isDeploymentAdministrator(actor) ? 'Admin' : (ownRole ?? 'Viewer'))
  })
}

export async function readInstance({ instance, role }: Access): Promise<InstanceInfo> {
  return info(await database().instance.findUniqueOrThrow({ where: { id: instance.id } }), role)
}

export async function createInstance(actor: Actor, { name }: { name: string }): Promise<InstanceInfo> {
  permitDeployment(actor)
  return transaction(async tx => {
    const row = await tx.instance.create({ data: { name } })
    await record(tx, actor, {
      action: 'instance.create',
      instanceId: row.id,
      objectType: 'instance',
      objectId: row.id,
      after: { name },
    })
    return info(row, 'Admin')
  })
}

export async function renameInstance({ actor, instance }: Access, { name }: { name: string }): Promise<InstanceInfo> {
  permitDeployment(actor)
  return transaction(async tx => {
    const row = await tx.instance.update({ where: { id: instance.id }, data: { name } })
    await record(tx, actor, {
      action: 'instance.rename',
      instanceId: row.id,
      objectType: 'instance',
      objectId: row.id,
      before: { name: instance.name },
      after: { name },
    })
    return info(row, 'Admin')
  })
}

// Prisma leaves an undefined filter out, which would find everybody's.
const NOBODY = '00000000-0000-0000-0000-000000000000'

function visibleTo(actor: Actor) {
  if (isDeploymentAdministrator(actor)) return {}
  if (actor.type === 'key') return { id: actor.instanceId }
  return { memberships: { some: { personId: actor.type === 'person' ? actor.id : NOBODY } } }
}

function info(row: { id: string; name: string; instanceType: string; createdAt: Date }, role: Role): InstanceInfo {
  const { id, name, instanceType, createdAt } = row
  return { instanceId: id, name, instanceType, createdAt: createdAt.toISOString(), role }
}
