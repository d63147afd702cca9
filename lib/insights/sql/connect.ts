import { lookup } from 'node:dns/promises'
import { checkServerIdentity } from 'node:tls'
import pg from 'pg'
import { addressKind } from '#lib/network/address.ts'
import { literalAddress } from '#lib/network/policy.ts'

export type ConnectionSettings = {
  host: string
  port: number
  database: string
  username: string
  password: string
  /** `off` is for private addresses only. */
  tls: 'verify' | 'off'
  /** PEM, in place of the well-known authorities. */
  caCertificate: string | null
}

export type Reach = {
  allowPrivate: boolean
  connectTimeoutMs: number
  /** The addresses of a name, none where it has none; by default as the system resolves them. */
  resolve?: (host: string) => Promise<string[]>
}

/** The database could not be reached, or did not let us in; the message says which and why. */
export class ConnectionFailed extends Error {}

/**
 * A client for a database of the customer's own. The name is looked up once, every address is checked, and what was
 * checked is what is dialled. Values come as PostgreSQL writes them.
 * @throws ConnectionFailed
 */
export async function connect(settings: ConnectionSettings, reach: Reach, queryTimeoutMs: number): Promise<pg.Client> {
  const { host, port } = settings
  const at = `${host}:${port}`
  let failure = new ConnectionFailed(`${at} cannot be reached: the name leads to no address.`)
  for (const address of await addresses(host, settings, reach)) {
    const client = new pg.Client({
      host: address,
      port,
      database: settings.database,
      user: settings.username,
      password: settings.password,
      ssl: settings.tls === 'verify' && tlsFor(settings),
      connectionTimeoutMillis: reach.connectTimeoutMs,
      // Where the server does not keep its own time.
      query_timeout: queryTimeoutMs,
      application_name: 'highwater',
      types: { getTypeParser: () => (value: unknown) => value },
    })
    // A connection that breaks rejects the statement that waits for it.
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => {})
      failure = new ConnectionFailed(`${at} ${reason(error)}.`)
      if (!isUnreachable(error)) break
    }
  }
  throw failure
}

async function addresses(
  host: string,
  { tls }: ConnectionSettings,
  { allowPrivate, resolve = resolveAll }: Reach,
): Promise<string[]> {
  const literal = literalAddress(host)
  const found = literal ? [literal] : await resolve(host)
  for (const address of found) {
    const kind = addressKind(address)
    const at = `${host} leads to ${address}`
    if (kind === 'never') throw new ConnectionFailed(`${at}, which is never called.`)
    if (kind === 'private' && !allowPrivate) {
      throw new ConnectionFailed(`${at}, a private address; CALLBACK_ALLOW_PRIVATE is off.`)
    }
    if (kind === 'public' && tls === 'off') {
      throw new ConnectionFailed(`${at}, a public address, and those are spoken to with TLS only.`)
    }
  }
  return found
}

async function resolveAll(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

const tlsFor = ({ host, caCertificate }: ConnectionSettings) => ({
  ca: caCertificate ?? undefined,
  rejectUnauthorized: true,
  ...(literalAddress(host) === undefined && { servername: host }),
  checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
    checkServerIdentity(literalAddress(host) ?? host, certificate),
})

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'cannot be reached: the connection is refused',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ETIMEDOUT: 'cannot be reached: it does not answer',
}

const isUnreachable = (error: unknown) => codeOf(error) in UNREACHABLE

const codeOf = (error: unknown) => String((error as { code?: unknown }).code ?? '')

function reason(error: unknown): string {
  const code = codeOf(error)
  const { message } = error as Error
  if (error instanceof pg.DatabaseError) return `does not let us in: ${message}`
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) return `has a certificate that is not to be trusted (${code})`
  if (/does not support SSL/.test(message)) return 'does not speak TLS'
  if (/timeout/i.test(message)) return 'cannot be reached: it does not answer'
  return UNREACHABLE[code] ?? `cannot be reached: ${code || message}`
}
