import { isIP } from 'node:net'
import { addressKind } from '#lib/network/address.ts'

export type Reachability = { reachable: boolean; reason: 'public' | 'notHttps' | 'privateAddress' | 'privateName' }

/** Names that no public name server knows (RFC 6761, 6762, 8375, 9476; .internal by ICANN), and those people choose. */
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa', 'test', 'example', 'invalid', 'lan', 'alt']

/**
 * Whether a flow in the cloud may be able to call this address: https, and a name or an address of the public internet.
 * It asks nobody, so `reachable` is no promise: a public name may lead to a private network, or to nothing.
 */
export function reachability(appUrl: string): Reachability {
  const { protocol, hostname } = new URL(appUrl)
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()
  if (isIP(host)) {
    if (addressKind(host) !== 'public') return { reachable: false, reason: 'privateAddress' }
  } else if (!host.includes('.') || PRIVATE_SUFFIXES.some(suffix => host.endsWith(`.${suffix}`))) {
    return { reachable: false, reason: 'privateName' }
  }
  return protocol === 'https:' ? { reachable: true, reason: 'public' } : { reachable: false, reason: 'notHttps' }
}
