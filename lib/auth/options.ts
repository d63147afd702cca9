import { randomUUID } from 'node:crypto'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { entraProvider } from '#lib/auth/entra.ts'
import { secureCookies, sessionSecret, sessionStamp } from '#lib/auth/session.ts'
import { signInWithPassword } from '#lib/auth/sign-in.ts'
import { config } from '#lib/config.ts'
import { TooManyRequests } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { remember } from '#lib/remember.ts'
import type { Person } from '#prisma/generated/client.ts'

const SESSION_SECONDS = 7 * 24 * 60 * 60

/** next-auth's settings, all of them derived from ours. Made at the first call: a build has no settings. */
export const authOptions = (): NextAuthOptions => remember('auth-options', make)

function make(): NextAuthOptions {
  const { appUrl, entra } = config()
  // next-auth knows its own address by this variable only.
  process.env.NEXTAUTH_URL = appUrl
  return {
    secret: sessionSecret(),
    useSecureCookies: secureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [passwordProvider, ...(entra ? [entraProvider(entra, userOf)] : [])],
    callbacks: {
      signIn: ({ user }) => user.id !== '',
      jwt: ({ token, user }) => (user ? { sub: user.id, stamp: (user as User).stamp, sid: randomUUID() } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => {
        const target = URL.canParse(String(url), baseUrl) ? new URL(String(url), baseUrl) : undefined
        return target?.origin === baseUrl ? target.href : baseUrl
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, metadata }, 'sign-in'),
      warn: () => {},
      debug: () => {},
    },
  }
}

type User = { id: string; stamp: string }

const userOf = (person: Person): User => ({ id: person.id, stamp: sessionStamp(person) })

const passwordProvider = Credentials({
  credentials: { email: {}, password: {} },
  async authorize(credentials, request) {
    try {
      const address: unknown = request.headers?.['x-client-address']
      const person = await signInWithPassword(credentials, typeof address === 'string' ? address : undefined)
      return person ? userOf(person) : null
    } catch (error) {
      // The message is what the sign-in page is told; it must not say more than this.
      throw new Error(error instanceof TooManyRequests ? 'TooManyAttempts' : unexpected(error))
    }
  },
})

function unexpected(error: unknown) {
  log.error({ err: error }, 'sign-in failed unexpectedly')
  return 'Unavailable'
}
