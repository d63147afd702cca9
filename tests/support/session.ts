import { encode } from 'next-auth/jwt'
import { sessionSecret, sessionStamp } from '#lib/auth/session.ts'
import { config } from '#lib/config.ts'
import type { Person } from '#prisma/generated/client.ts'

/** The headers with which the console's own pages call the API for a signed-in person. */
export async function sessionOf(person: Person): Promise<Record<string, string>> {
  const token = await encode({ token: { sub: person.id, stamp: sessionStamp(person) }, secret: sessionSecret() })
  return { 'X-API-Key': '', Cookie: `next-auth.session-token=${token}`, Origin: config().appUrl }
}
