import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { boundReading } from '#lib/network/bound-reading.ts'
import { AddressRefused, checkAddresses, type Destination, literalAddress, type Policy } from '#lib/network/policy.ts'

export type Resolver = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export type AgentSettings = {
  /** The policy as it is at the moment of the call. */
  policy: () => Policy
  connectTimeoutMs: number
  /** Connections per origin. */
  connections: number
  /** The system's resolver unless a test brings its own. */
  resolve?: Resolver
  /** Certificate authorities in place of the well-known ones, for tests. */
  ca?: string
  /** Whether answers may be large; whoever asks then bounds them. */
  takesLargeAnswers?: boolean
}

/**
 * The one agent for outgoing calls. What is dialled is checked, not what was checked before: names in `lookup`, literals
 * ahead of the connection (undici asks `lookup` for names only), and the socket's own remote address after it. A call over
 * a connection that was kept is checked again where the policy has changed since.
 */
export function guardedAgent({
  policy,
  connectTimeoutMs,
  connections,
  resolve,
  ca,
  takesLargeAnswers,
}: AgentSettings): Agent {
  const connectors = new Map<string, buildConnector.connector>()
  const dialled = new Map<string, { destination: Destination; address: string; under: Policy }>()

  function connectorFor(destination: URL) {
    const known = connectors.get(destination.origin)
    if (known) return known
    // Only handshakes are remembered here; the agent itself keeps the connections.
    if (connectors.size > 10_000) connectors.clear()
    const lookup = guardedLookup(policy, destination, resolve)
    const connector = buildConnector({ timeout: connectTimeoutMs, allowH2: false, lookup, ca })
    connectors.set(destination.origin, connector)
    return connector
  }

  const connect: buildConnector.connector = (options, callback) => {
    const destination = new URL(`${options.protocol}//${options.host}`)
    try {
      const literal = literalAddress(destination.hostname)
      if (literal) checkAddresses(policy(), destination, [literal])
    } catch (error) {
      return callback(error as Error, null)
    }
    connectorFor(destination)(options, (error, socket) => {
      if (error) return callback(error, null)
      const address = socket.remoteAddress ?? ''
      const under = policy()
      try {
        checkAddresses(under, destination, [address])
      } catch (refusal) {
        socket.destroy()
        return callback(refusal as Error, null)
      }
      dialled.set(destination.origin, { destination, address, under })
      if (!takesLargeAnswers) boundReading(socket)
      callback(null, socket)
    })
  }

  return new (class extends Agent {
    override dispatch(options: Agent.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const kept = dialled.get(String(options.origin))
      const now = policy()
      if (kept && kept.under !== now) {
        checkAddresses(now, kept.destination, [kept.address])
        kept.under = now
      }
      return super.dispatch(options, handler)
    }
  })({ connections, pipelining: 1, keepAliveTimeout: 30_000, maxHeaderSize: 16_384, connect })
}

function guardedLookup(
  policy: () => Policy,
  destination: Destination,
  resolve: Resolver = lookup as Resolver,
): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      try {
        if (addresses.length === 0) throw new AddressRefused(`${hostname} leads to no address.`)
        checkAddresses(
          policy(),
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
