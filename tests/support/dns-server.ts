import { createSocket } from 'node:dgram'
import { promises } from 'node:dns'
import { once } from 'node:events'
import { isIP } from 'node:net'
import type { Resolver } from '#lib/network/guarded-agent.ts'

/** What is known of a name at a moment: addresses, or another name and the addresses of that. */
type Records = { addresses?: string[]; alias?: string }

const A = 1
const CNAME = 5
const AAAA = 28
const NAME_ERROR = 3

/** A DNS server on loopback (RFC 1035, time to live 0), and resolvers that ask it: one for the guard, one for registration. */
export async function startDnsServer(answer: (name: string, query: number) => Records | undefined) {
  const socket = createSocket('udp4')
  const queries: string[] = []
  socket.on('message', (message, { port, address }) => {
    const { name, type, end } = readQuestion(message)
    queries.push(name)
    // One lookup asks for A and for AAAA: both are the same query to whoever decides.
    const records = answer(name, Math.ceil(queries.length / 2))
    socket.send(respond(message.subarray(0, end), type, records), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const resolver = new promises.Resolver({ timeout: 2000, tries: 2 })
  resolver.setServers([`127.0.0.1:${socket.address().port}`])

  async function addresses(hostname: string): Promise<string[]> {
    const found = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const all = found.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
    const [first] = found
    if (all.length === 0 && first.status === 'rejected') throw first.reason
    return all
  }
  const resolve: Resolver = (hostname, _, done) => {
    addresses(hostname).then(
      found =>
        done(
          null,
          found.map(address => ({ address, family: isIP(address) })),
        ),
      error => done(error, []),
    )
  }
  return {
    queries,
    /** For the guarded agent. */
    resolve,
    /** For the check when a flow subscribes. */
    addresses: (hostname: string) => addresses(hostname).catch(() => []),
    async [Symbol.asyncDispose]() {
      resolver.cancel()
      socket.close()
      await once(socket, 'close')
    },
  }
}

function readQuestion(message: Buffer) {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}

function respond(question: Buffer, type: number, records: Records | undefined): Buffer {
  const { alias, addresses = [] } = records ?? {}
  const family = type === AAAA ? 6 : 4
  const owner = alias ? encodeName(alias) : Buffer.of(0xc0, 12)
  const answers = addresses
    .filter(address => isIP(address) === family)
    .map(address => record(owner, type, bytesOf(address)))
  if (alias) answers.unshift(record(Buffer.of(0xc0, 12), CNAME, encodeName(alias)))
  const header = Buffer.from(question)
  header.writeUInt16BE(0x8580 | (records ? 0 : NAME_ERROR), 2)
  header.writeUInt16BE(answers.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, ...answers])
}

function record(owner: Buffer, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(A, 2)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([owner, fixed, data])
}

const encodeName = (name: string) =>
  Buffer.concat([
    ...name.split('.').map(label => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.of(0),
  ])

/** An IPv6 address is given with all its eight groups. */
const bytesOf = (address: string) =>
  isIP(address) === 4
    ? Buffer.from(address.split('.').map(Number))
    : Buffer.from(
        address.split(':').flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
      )
