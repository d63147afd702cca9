import type { NextRequest } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { Forbidden } from '#lib/errors.ts'
import type { Actor } from '#lib/instances/actor.ts'
import { keyedHash, keyFor } from '#lib/secrets/keys.ts'
import type { Person } from '#prisma/generated/client.ts'

type Cookies = { getAll(): { name: string; value: string }[] }

export const sessionSecret = () => keyFor('session').toString('base64')
export const secureCookies = () => config().appUrl.startsWith('https:')

/** Changes with the way a person signs in: a new password ends the sessions that began with the old one. */
export const sessionStamp = (person: Pick<Person, 'passwordHash' | 'entraId'>) =>
  keyedHash(`${person.entraId} ${person.passwordHash}`).toString('base64url')

/**
 * The person of the console's own session, for the API.
 * @throws Forbidden where a call that may change something does not come from the console's own pages.
 */
export async function sessionActor(request: NextRequest): Promise<Actor | undefined> {
  const person = await sessionPerson(request.cookies)
  if (!person) return undefined
  if (!isSafe(request.method) && !isSameOrigin(request.headers)) {
    throw new Forbidden('A call with the session of the console must come from the console itself; use an API key.')
  }
  return personActor(person)
}

/** Names a session to whoever helps: made when it began, and no key to it. */
export async function sessionId(cookies: Cookies): Promise<string | undefined> {
  const token = await readToken(cookies)
  return typeof token?.sid === 'string' ? token.sid : undefined
}

/** The signed-in person as the database has them now, so that whoever was disabled or removed is out at once. */
export async function sessionPerson(cookies: Cookies): Promise<Person | undefined> {
  const token = await readToken(cookies)
  if (typeof token?.sub !== 'string') return undefined
  const person = await database().person.findUnique({ where: { id: token.sub } })
  return person && !person.disabledAt && sessionStamp(person) === token.stamp ? person : undefined
}

const readToken = (cookies: Cookies) =>
  getToken({
    // next-auth's type wants a whole request; these two members are what it reads.
    req: { cookies, headers: new Headers() } as unknown as NextRequest,
    secret: sessionSecret(),
    secureCookie: secureCookies(),
  })

export const personActor = ({ id, name, email, isDeploymentAdministrator }: Person): Actor => ({
  type: 'person',
  id,
  name,
  email,
  isDeploymentAdministrator,
})

const isSafe = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

// Browsers set both headers themselves; a page of another origin can forge neither.
const isSameOrigin = (headers: Headers) =>
  headers.get('origin') === config().appUrl || headers.get('sec-fetch-site') === 'same-origin'
