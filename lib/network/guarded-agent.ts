import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { type AddressRefused, checkAddresses, literalAddress, type Policy } from '#lib/network/policy.ts'

type Resolver = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export type AgentSettings = {
  policy: Policy
  connectTimeoutMs: number
  /** Connections per origin. */
  connections: number
  /** The system's resolver unless a test brings its own. */
  resolve?: Resolver
}

/**
 * The one agent for outgoing calls. What is dialled is checked, not what was checked before: names in `lookup`, literals
 * ahead of the connection (undici asks `lookup` for names only), and the socket's own remote address after it.
 */
export function guardedAgent({
  policy,
  connectTimeoutMs,
  connections,
  resolve = lookup as Resolver,
}: AgentSettings): Agent {
  const connectors = new Map<string, buildConnector.connector>()

  function connectorFor(destination: { protocol: string; hostname: string; port: string }) {
    const key = `${destination.protocol}//${destination.hostname}:${destination.port}`
    const known = connectors.get(key)
    if (known) return known
    // Only handshakes are remembered here; the agent itself keeps the connections.
    if (connectors.size > 10_000) connectors.clear()
    const connector = buildConnector({
      timeout: connectTimeoutMs,
      allowH2: false,
      lookup: guardedLookup(policy, destination, resolve),
    })
    connectors.set(key, connector)
    return connector
  }

  return new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 16_384,
    connect(options, callback) {
      const destination = { protocol: options.protocol, hostname: options.hostname, port: options.port }
      try {
        const literal = literalAddress(options.hostname)
        if (literal) checkAddresses(policy, destination, [literal])
      } catch (error) {
        callback(error as Error, null)
        return
      }
      connectorFor(destination)(options, (error, socket) => {
        if (error) return callback(error, null)
        try {
          checkAddresses(policy, destination, [socket.remoteAddress ?? ''])
        } catch (refusal) {
          socket.destroy()
          return callback(refusal as Error, null)
        }
        callback(null, socket)
      })
    },
  })
}

function guardedLookup(
  policy: Policy,
  destination: { protocol: string; hostname: string; port: string },
  resolve: Resolver,
): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      try {
        checkAddresses(
          policy,
          destination,
          addresses.map(({ address }) => address),
        )
      } catch (refusal) {
        return callback(refusal as AddressRefused, '', 0)
      }
      const [first] = addresses
      if (options.all) callback(null, addresses)
      else callback(null, first?.address ?? '', first?.family)
    })
  }
}
