import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { DomainError, Forbidden, Unprocessable } from '#lib/errors.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { permitDeployment } from '#lib/instances/permissions.ts'
import { sendMail } from '#lib/mail/send.ts'
import { testLetter } from '#lib/notices/mail/letter.ts'

/**
 * Sends a deployment administrator an e-mail, at once.
 * @throws Unprocessable with what the mail server said, or that there is none; Forbidden for everybody else, and for keys
 */
export async function sendTestMail(actor: Actor) {
  permitDeployment(actor)
  if (actor.type !== 'person') throw new Forbidden('A key has no e-mail address; sign in as a person.')
  const person = await database().person.findUniqueOrThrow({ where: { id: actor.id } })
  try {
    await sendMail(testLetter(person, config().appUrl))
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw new Unprocessable(`The e-mail was not sent: ${(error as Error).message}`)
  }
}
