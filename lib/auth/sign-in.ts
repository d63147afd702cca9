import { z } from 'zod'
import { limitTo, refund } from '#lib/auth/rate-limit.ts'
import { database } from '#lib/database/client.ts'
import { addressKind } from '#lib/network/address.ts'
import { passwordMatches } from '#lib/people/password.ts'
import type { Person } from '#prisma/generated/client.ts'

const WINDOW_SECONDS = 15 * 60
const ATTEMPTS_PER_ACCOUNT = 10
const ATTEMPTS_PER_ADDRESS = 100

const Credentials = z.object({
  // PostgreSQL stores no NUL in text.
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(320)
    .regex(/^[^\0]*$/),
  password: z.string().min(1).max(1000),
})

/**
 * The person with this e-mail and password; undefined for a wrong password, an unknown account and a disabled one, all
 * three after the same time. Attempts that fail count: per account whether it exists or not, and per address, unless
 * that is a private one, where a reverse proxy would make everybody share one count.
 * @throws TooManyRequests
 */
export async function signInWithPassword(input: unknown, address: string | undefined): Promise<Person | undefined> {
  const credentials = Credentials.safeParse(input)
  if (!credentials.success) return undefined
  const { email, password } = credentials.data
  const counters = [{ key: `sign-in:account:${email}`, limit: ATTEMPTS_PER_ACCOUNT }]
  if (address && addressKind(address) !== 'private')
    counters.push({ key: `sign-in:address:${address}`, limit: ATTEMPTS_PER_ADDRESS })
  // Counted before the password is looked at, so that many attempts at once do not slip through.
  for (const { key, limit } of counters) await limitTo(key, limit, WINDOW_SECONDS)
  const person = await database().person.findUnique({ where: { email } })
  const matches = await passwordMatches(person?.passwordHash, password)
  if (!person || !matches || person.disabledAt) return undefined
  for (const { key } of counters) await refund(key)
  return person
}
