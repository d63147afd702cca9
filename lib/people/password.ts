import { hash, verify } from '@node-rs/argon2'
import { remember } from '#lib/remember.ts'
import { randomToken } from '#lib/secrets/token.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const MIN_PASSWORD_LENGTH = 12

export const hashPassword = (password: string): Promise<string> => hash(canonical(password), COST)

/** Takes as long where there is no password to compare with, so that nobody learns which accounts exist. */
export async function passwordMatches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash()), canonical(password))
  return matches && passwordHash != null
}

const nobodysHash = () => remember('nobodys-password', () => hashPassword(randomToken()))

// The same letters typed on another keyboard may be composed otherwise.
const canonical = (password: string) => password.normalize('NFKC')
