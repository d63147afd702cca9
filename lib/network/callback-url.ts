import { lookup } from 'node:dns/promises'
import { Unprocessable } from '#lib/errors.ts'
import {
  AddressRefused,
  checkAddresses,
  checkPublicDestination,
  literalAddress,
  type Policy,
} from '#lib/network/policy.ts'

// Power Platform signs the whole address and may use 4 KB of it.
const MAX_LENGTH = 8192

/**
 * The one form in which a callback URL is kept: the WHATWG serialisation, byte-exact in path and query, because the query
 * of a flow's address is a signature over exactly those bytes.
 * @throws Unprocessable saying what about it is not acceptable; the URL itself is a secret and is never repeated
 */
export function parseCallbackUrl(input: string): URL {
  if (input.length > MAX_LENGTH) throw refused(`is longer than ${MAX_LENGTH} characters`)
  if (!URL.canParse(input)) throw refused('is not an absolute URL')
  const url = new URL(input)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('must begin with https://')
  if (url.username || url.password) throw refused('must not hold a user name or password')
  if (input.includes('#')) throw refused('must not have a fragment (#)')
  if (url.hostname.endsWith('.')) throw refused('must not have a host that ends in a dot')
  const given = input.match(/^https?:\/\/[^/?\\]*(.*)$/is)?.[1]
  if (given === undefined || (given !== exact(url) && `/${given}` !== exact(url))) {
    throw refused('has a path or query that is not in its normal form; send it exactly as the flow engine gave it')
  }
  return url
}

/**
 * Checks at registration that the policy allows the host and every address that it has now. A name that does not resolve
 * at this moment is left to the check on dialling: names come and go.
 * @throws Unprocessable
 */
export async function checkCallbackUrl(
  url: URL,
  policy: Policy,
  resolve: (hostname: string) => Promise<string[]> = resolveAll,
) {
  try {
    const literal = literalAddress(url.hostname)
    const addresses = literal ? [literal] : await resolve(url.hostname)
    if (addresses.length === 0) checkPublicDestination(policy, url)
    checkAddresses(policy, url, addresses)
  } catch (error) {
    if (error instanceof AddressRefused)
      throw new Unprocessable(error.message, [{ path: 'notificationUrl', message: error.message }])
    throw error
  }
}

async function resolveAll(hostname: string): Promise<string[]> {
  try {
    const addresses = await lookup(hostname, { all: true, verbatim: true })
    return addresses.map(({ address }) => address)
  } catch {
    return []
  }
}

// href keeps a lone "?" that `search` leaves out.
const exact = (url: URL) => url.href.slice(`${url.protocol}//${url.host}`.length)

function refused(why: string): Unprocessable {
  const message = `The callback address ${why}.`
  return new Unprocessable(message, [{ path: 'notificationUrl', message }])
}
