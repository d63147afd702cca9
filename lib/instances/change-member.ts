import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import type { Access, Role } from '#lib/instances/actor.ts'
import { findMember, roleIn } from '#lib/instances/member.ts'
import { permit, permitDeployment } from '#lib/instances/permissions.ts'
import { hasAdministrator, lockAdministrators } from '#lib/people/administrators.ts'
import { voidLinks } from '#lib/people/link.ts'
import { pauseWithoutOwner } from '#lib/subscriptions/owners.ts'

type Change = { role?: Role; isDeploymentAdministrator?: boolean; isDisabled?: boolean }

/**
 * Changes a role here, or what holds in the whole deployment: that somebody administers it, or may not sign in. Takes
 * effect with their next call.
 * @throws Forbidden where one of the latter is asked for by somebody who is not a deployment administrator.
 * @throws Unprocessable where no deployment administrator would be left.
 */
export async function changeMember(access: Access, personId: string, change: Change) {
  permit(access, 'members.write')
  const { actor, instance } = access
  const isDeploymentWide = change.isDeploymentAdministrator !== undefined || change.isDisabled !== undefined
  if (isDeploymentWide) permitDeployment(actor)
  await transaction(async tx => {
    const before = await findMember(tx, access, personId)
    if (change.role) await changeRole(tx, instance.id, personId, change.role)
    if (isDeploymentWide) await changePerson(tx, personId, change)
    await pauseWithoutOwner(tx, actor, { ownerType: 'person', ownerId: personId })
    await record(tx, actor, {
      action: 'member.change',
      instanceId: instance.id,
      objectType: 'person',
      objectId: personId,
      before: {
        email: before.email,
        role: roleIn(before, instance.id),
        isDeploymentAdministrator: before.isDeploymentAdministrator,
        isDisabled: before.disabledAt !== null,
      },
      after: change,
    })
    await changed(tx, instance.id, 'members')
  })
}

async function changeRole(tx: Transaction, instanceId: string, personId: string, role: Role) {
  const { count } = await tx.membership.updateMany({ where: { instanceId, personId }, data: { role } })
  if (count === 0) {
    throw new Unprocessable('Deployment administrators reach every environment; they need no role in this one.')
  }
}

async function changePerson(tx: Transaction, personId: string, { isDeploymentAdministrator, isDisabled }: Change) {
  await lockAdministrators(tx)
  const hadAdministrator = await hasAdministrator(tx)
  const disabledAt = isDisabled === undefined ? undefined : isDisabled ? new Date() : null
  await tx.person.update({ where: { id: personId }, data: { isDeploymentAdministrator, disabledAt } })
  // A link that an administrator of one instance has handed out must not open the whole deployment.
  if (isDeploymentAdministrator) await voidLinks(tx, 'invitation', personId)
  if (hadAdministrator && !(await hasAdministrator(tx))) {
    throw new Unprocessable('This is the last deployment administrator; make somebody else one first.')
  }
}
