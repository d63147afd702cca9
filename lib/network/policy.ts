import { isIP } from 'node:net'
import { type AddressKind, addressKind } from '#lib/network/address.ts'

/** Who may be called. */
export type Policy = {
  /** Host suffixes; `*` = any public host. */
  hosts: string[]
  /** Whether private hosts are reachable at all; scheme, port and host list do not count for them. */
  allowPrivate: boolean
  /** The origin of this service: it never calls itself. */
  self: string
  /** The origin of the flow simulator: it alone may be on a private address without `allowPrivate`. */
  simulator?: string
}

export type Destination = { protocol: string; hostname: string; port: string }

/** Thrown where a connection is refused by policy; the message says why and what to do. */
export class AddressRefused extends Error {}

/**
 * Whether these addresses may be dialled for this destination. Every address must pass: a name that resolves to a public
 * and a private one is refused (rebinding, design §5). Checked when a flow subscribes, and again on what is dialled.
 * @throws AddressRefused
 */
export function checkAddresses(policy: Policy, destination: Destination, addresses: string[]) {
  for (const address of addresses) checkAddress(policy, destination, addressKind(address), address)
}

function checkAddress(policy: Policy, destination: Destination, kind: AddressKind, address: string) {
  if (kind === 'never') throw new AddressRefused(`${destination.hostname} leads to ${address}, which is never called.`)
  if (isAt(policy.simulator, destination)) return
  if (kind === 'public') return checkPublicDestination(policy, destination)
  if (!policy.allowPrivate) {
    throw new AddressRefused(
      `${destination.hostname} leads to ${address}, a private address; CALLBACK_ALLOW_PRIVATE is off.`,
    )
  }
  if (isAt(policy.self, destination)) throw ownAddress()
}

/** The checks that private hosts are exempt from: scheme, port and host list. @throws AddressRefused */
export function checkPublicDestination(policy: Policy, { protocol, hostname, port }: Destination) {
  if (protocol !== 'https:') throw new AddressRefused('An address must begin with https://.')
  if (port !== '' && port !== '443') throw new AddressRefused(`Only port 443 of public hosts is called, not ${port}.`)
  if (hostname === new URL(policy.self).hostname) throw ownAddress()
  if (!hostAllowed(policy.hosts, hostname)) {
    throw new AddressRefused(
      `${hostname} is not among the hosts that callbacks may have; a deployment administrator can add it on the page Permissions, an operator to CALLBACK_HOSTS.`,
    )
  }
}

/**
 * A suffix matches whole labels: `azure.com` allows `x.azure.com`, not `xazure.com`. A bare address matches `*` and itself.
 */
export function hostAllowed(suffixes: string[], hostname: string): boolean {
  if (isLiteral(hostname)) return suffixes.includes('*') || suffixes.includes(hostname)
  if (suffixes.includes('*')) return hostname.includes('.')
  return suffixes.some(suffix => hostname === suffix || hostname.endsWith(`.${suffix}`))
}

/** The address that a URL's hostname is, where it is one: `127.0.0.1`, or `[::1]` without its brackets. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return isIP(bare) ? bare : undefined
}

const isLiteral = (hostname: string) => literalAddress(hostname) !== undefined

function isAt(origin: string | undefined, { protocol, hostname, port }: Destination): boolean {
  if (origin === undefined) return false
  const url = new URL(origin)
  return url.protocol === protocol && url.hostname === hostname && portOf(url) === portOf({ protocol, port })
}

const portOf = ({ protocol, port }: Pick<Destination, 'protocol' | 'port'>) =>
  port || (protocol === 'https:' ? '443' : '80')

const ownAddress = () => new AddressRefused('The address is one of this service; it never calls itself.')
