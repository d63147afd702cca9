import { addressKind } from '#lib/network/address.ts'
import { hostAllowed, literalAddress, type Policy } from '#lib/network/policy.ts'

/**
 * Whether the policy has room for a host, as far as can be said without asking where its name leads: a name that is not on
 * the list may still lead to a private address, where those are allowed.
 * @param callbackHost with its port, where that is not the scheme's own
 */
export function mayBeCalled(policy: Policy, callbackHost: string): boolean {
  const { hostname } = new URL(`https://${callbackHost}`)
  if (policy.simulator && new URL(policy.simulator).host === callbackHost) return true
  if (isListed(policy.hosts, callbackHost)) return true
  const literal = literalAddress(hostname)
  return policy.allowPrivate && (literal === undefined || addressKind(literal) === 'private')
}

/** Whether the list has a host that can be reached by it: the list opens no private address. */
export function isListed(hosts: string[], callbackHost: string): boolean {
  const { hostname } = new URL(`https://${callbackHost}`)
  const literal = literalAddress(hostname)
  return hostAllowed(hosts, hostname) && (literal === undefined || addressKind(literal) === 'public')
}
