import { seal, unseal } from '#lib/secrets/seal.ts'

/** What an address wants to see: a header of its own, or a user name and password. */
export type Credentials =
  | { kind: 'header'; name: string; value: string }
  | { kind: 'basic'; username: string; password: string }

export const sealCredentials = (credentials: Credentials) => seal(JSON.stringify(credentials))

export const unsealCredentials = (sealed: Uint8Array): Credentials => JSON.parse(unseal(sealed))

/** Without what is secret, for people. */
export const shownCredentials = (credentials: Credentials) =>
  credentials.kind === 'header'
    ? { kind: credentials.kind, name: credentials.name }
    : { kind: credentials.kind, username: credentials.username }

export function headersOf(credentials: Credentials | undefined): Record<string, string> {
  if (!credentials) return {}
  if (credentials.kind === 'header') return { [credentials.name]: credentials.value }
  const { username, password } = credentials
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}
