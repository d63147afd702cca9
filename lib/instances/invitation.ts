import { record } from '#lib/audit/record.ts'
import { config } from '#lib/config.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { Forbidden, Unprocessable } from '#lib/errors.ts'
import type { Access } from '#lib/instances/actor.ts'
import { canInvite, findMember, type MemberRow } from '#lib/instances/member.ts'
import { permit } from '#lib/instances/permissions.ts'
import { makeLink, voidLinks } from '#lib/people/link.ts'

const VALID_MS = 7 * 24 * 60 * 60 * 1000

/** Where there is one, its link is shown this once. */
export type Invitation = { invitation?: { url: string; expiresAt: string } }

/**
 * A new link with which the person chooses a password; earlier ones are void.
 * @throws Forbidden where only a deployment administrator may make one.
 */
export async function invite(access: Access, personId: string): Promise<Required<Invitation>> {
  permit(access, 'members.write')
  return transaction(async tx => {
    const row = await findMember(tx, access, personId)
    if (row.disabledAt) throw new Unprocessable('This person is disabled; enable them first.')
    const { invitation } = await inviteIfAllowed(tx, access, row)
    if (!invitation) {
      throw new Forbidden(
        'This person is known beyond this environment; ask a deployment administrator for a new link.',
      )
    }
    await record(tx, access.actor, {
      action: 'person.invite',
      instanceId: access.instance.id,
      objectType: 'person',
      objectId: personId,
      after: { email: row.email },
    })
    return { invitation }
  })
}

/** Void either way: a link that was given out before the person was known elsewhere would open that too. */
export async function inviteIfAllowed(tx: Transaction, access: Access, row: MemberRow): Promise<Invitation> {
  await voidLinks(tx, 'invitation', row.id)
  if (!canInvite(access.actor, row, access.instance.id)) return {}
  const expiresAt = new Date(Date.now() + VALID_MS)
  const path = await makeLink(tx, { purpose: 'invitation', personId: row.id, expiresAt })
  return { invitation: { url: `${config().appUrl}${path}`, expiresAt: expiresAt.toISOString() } }
}
