import type { Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { type Access, type Actor, isDeploymentAdministrator, type Role } from '#lib/instances/actor.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export type Member = {
  personId: string
  email: string
  name: string
  role: Role
  isDeploymentAdministrator: boolean
  /** `invited`: has never chosen a password nor come through Microsoft Entra ID. */
  state: 'active' | 'invited' | 'disabled'
  createdAt: string
  /** Whether the caller may hand out a link that lets its holder become this person. */
  canInvite: boolean
}

const withMemberships = { memberships: { select: { instanceId: true, role: true } } }
export type MemberRow = Prisma.PersonGetPayload<{ include: typeof withMemberships }>

/** Those who have access to the instance: its members, and the deployment administrators. */
export function findMembers(tx: Transaction, instanceId: string): Promise<MemberRow[]> {
  return tx.person.findMany({
    where: { OR: [{ memberships: { some: { instanceId } } }, { isDeploymentAdministrator: true }] },
    include: withMemberships,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}

/** @throws NotFound for somebody who has no access to the instance. */
export async function findMember(tx: Transaction, { instance }: Access, personId: string): Promise<MemberRow> {
  const row = await tx.person.findUnique({ where: { id: personId }, include: withMemberships })
  if (!row || !(row.isDeploymentAdministrator || roleIn(row, instance.id))) {
    throw new NotFound(`There is no person ${personId} in this environment.`)
  }
  return row
}

export const roleIn = (row: MemberRow, instanceId: string): Role | undefined =>
  row.memberships.find(membership => membership.instanceId === instanceId)?.role

export const isInvited = (row: MemberRow) => row.passwordHash === null && row.entraId === null

/**
 * Whoever holds the link of an invitation can become that person. So an administrator of an instance may make one only
 * for somebody who is new and has a role in no other instance; deployment administrators may make one for everybody,
 * which is also how a forgotten password is replaced.
 */
export function canInvite(actor: Actor, row: MemberRow, instanceId: string) {
  if (row.disabledAt) return false
  if (isDeploymentAdministrator(actor)) return true
  const onlyHere = row.memberships.every(membership => membership.instanceId === instanceId)
  return isInvited(row) && !row.isDeploymentAdministrator && onlyHere
}

export const memberView = ({ actor, instance }: Access, row: MemberRow): Member => ({
  personId: row.id,
  email: row.email,
  name: row.name,
  role: row.isDeploymentAdministrator ? 'Admin' : (roleIn(row, instance.id) ?? 'Viewer'),
  isDeploymentAdministrator: row.isDeploymentAdministrator,
  state: row.disabledAt ? 'disabled' : isInvited(row) ? 'invited' : 'active',
  createdAt: row.createdAt.toISOString(),
  canInvite: canInvite(actor, row, instance.id),
})
