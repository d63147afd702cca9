import { record } from '#lib/audit/record.ts'
import { transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { hasAdministrator, lockAdministrators } from '#lib/people/administrators.ts'
import { linkIsGone, readLink, useLink, voidLinks } from '#lib/people/link.ts'
import { hashPassword } from '#lib/people/password.ts'

type SetUp = { token: string; name: string; email: string; password: string }
type Acceptance = { token: string; password: string }

/**
 * Makes the holder of the set-up link a deployment administrator. Who printed the link runs the service, so an account
 * of that e-mail that nobody can use any more is taken over.
 * @throws NotFound where the link is not valid any more, or somebody administers the deployment by now.
 */
export async function setUpAdministrator({ token, name, email, password }: SetUp, address?: string) {
  if (!(await readLink(token, 'setUp'))) throw linkIsGone()
  const passwordHash = await hashPassword(password)
  await transaction(async tx => {
    await lockAdministrators(tx)
    await useLink(tx, token, 'setUp')
    if (await hasAdministrator(tx)) throw new NotFound('An administrator is set up already; sign in instead.')
    const data = { name, passwordHash, isDeploymentAdministrator: true, disabledAt: null }
    const person = await tx.person.upsert({ where: { email }, create: { email, ...data }, update: data })
    await voidLinks(tx, 'invitation', person.id)
    await record(tx, actorOf(person, address), {
      action: 'person.setUp',
      objectType: 'person',
      objectId: person.id,
      after: { email, name, isDeploymentAdministrator: true },
    })
  })
  return { email }
}

/** Gives an added person the password they chose. @throws NotFound where the link is not valid any more. */
export async function acceptInvitation({ token, password }: Acceptance, address?: string) {
  const invited = (await readLink(token, 'invitation'))?.person
  if (!invited) throw linkIsGone()
  const passwordHash = await hashPassword(password)
  await transaction(async tx => {
    await useLink(tx, token, 'invitation')
    const person = await tx.person.update({ where: { id: invited.id }, data: { passwordHash } })
    await record(tx, actorOf(person, address), {
      action: 'person.acceptInvitation',
      objectType: 'person',
      objectId: person.id,
    })
  })
  return { email: invited.email }
}

/** What the page of an invitation shows, or undefined where the link is not valid any more. */
export const invitedPerson = async (token: string) => (await readLink(token, 'invitation'))?.person ?? undefined

export const isSetUpLink = async (token: string) => (await readLink(token, 'setUp')) !== undefined

function actorOf(
  person: { id: string; name: string; email: string; isDeploymentAdministrator: boolean },
  address: string | undefined,
): Actor {
  const { id, name, email, isDeploymentAdministrator } = person
  return { type: 'person', id, name, email, isDeploymentAdministrator, address }
}
