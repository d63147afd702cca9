import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { database, isUniqueViolation, transaction } from '#lib/database/client.ts'
import { NameTaken, Unprocessable } from '#lib/errors.ts'
import type { Access, Role } from '#lib/instances/actor.ts'
import { type Invitation, inviteIfAllowed } from '#lib/instances/invitation.ts'
import { findMember, findMembers, isInvited, type Member, memberView, roleIn } from '#lib/instances/member.ts'
import { permit } from '#lib/instances/permissions.ts'
import { pauseWithoutOwner } from '#lib/subscriptions/owners.ts'

type NewMember = { email: string; name: string; role: Role }

export async function listMembers(access: Access): Promise<Member[]> {
  permit(access, 'members.read')
  const rows = await findMembers(database(), access.instance.id)
  return rows.map(row => memberView(access, row))
}

export async function readMember(access: Access, personId: string): Promise<Member> {
  permit(access, 'members.read')
  return memberView(access, await findMember(database(), access, personId))
}

/**
 * Gives somebody a role here. For somebody who is new the answer holds an invitation, its link shown this once; who has
 * an account already signs in as ever, and keeps their name.
 * @throws NameTaken where they have a role here already.
 */
export async function addMember(access: Access, { email, name, role }: NewMember): Promise<Member & Invitation> {
  permit(access, 'members.write')
  const { actor, instance } = access
  try {
    return await transaction(async tx => {
      const person = await tx.person.upsert({ where: { email }, create: { email, name }, update: {} })
      await tx.membership.create({ data: { instanceId: instance.id, personId: person.id, role } })
      await record(tx, actor, {
        action: 'member.add',
        instanceId: instance.id,
        objectType: 'person',
        objectId: person.id,
        after: { email, name: person.name, role },
      })
      await changed(tx, instance.id, 'members')
      const row = await findMember(tx, access, person.id)
      return { ...memberView(access, row), ...(isInvited(row) && (await inviteIfAllowed(tx, access, row))) }
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new NameTaken(`${email} has a role in this environment already.`)
    throw error
  }
}

/**
 * Takes the role here away, at once; subscriptions of theirs are paused. Somebody who never accepted their invitation and has no role elsewhere goes with it.
 * @throws Unprocessable for a deployment administrator without a role of their own.
 */
export async function removeMember(access: Access, personId: string) {
  permit(access, 'members.write')
  const { actor, instance } = access
  await transaction(async tx => {
    const row = await findMember(tx, access, personId)
    const role = roleIn(row, instance.id)
    if (!role) {
      throw new Unprocessable('Deployment administrators reach every environment; take that away from them instead.')
    }
    const unused = isInvited(row) && !row.isDeploymentAdministrator && row.memberships.length === 1
    await tx.membership.deleteMany({ where: { instanceId: instance.id, personId } })
    if (unused) await tx.person.delete({ where: { id: personId } })
    await pauseWithoutOwner(tx, actor, { ownerType: 'person', ownerId: personId })
    await record(tx, actor, {
      action: 'member.remove',
      instanceId: instance.id,
      objectType: 'person',
      objectId: personId,
      before: { email: row.email, name: row.name, role },
    })
    await changed(tx, instance.id, 'members')
  })
}
