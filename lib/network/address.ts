import { isIP } from 'node:net'

/**
 * What an address is good for: `public` may be called, `private` only where the operator allows private hosts,
 * `never` not at all (link-local with the metadata services, multicast, reserved).
 */
export type AddressKind = 'public' | 'private' | 'never'

type Range = { first: bigint; last: bigint; kind: AddressKind }

// IANA special-purpose registries (RFC 6890 and its updates), plus the addresses clouds serve metadata from.
const IPV4: Range[] = [
  ...ranges4('never', '0.0.0.0/8', '169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32', '192.0.0.0/24'),
  ...ranges4(
    'never',
    '192.0.2.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '192.88.99.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ),
  ...ranges4(
    'private',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '198.18.0.0/15',
  ),
]
const IPV6: Range[] = [
  ...ranges6('never', '::/128', 'fe80::/10', 'fec0::/10', 'ff00::/8', 'fd00:ec2::254/128', '100::/64', '2001:db8::/32'),
  ...ranges6('never', '3fff::/20', '5f00::/16', '2001::/23', '64:ff9b:1::/48'),
  ...ranges6('private', '::1/128', 'fc00::/7'),
]
const GLOBAL_UNICAST = range6('2000::/3', 'public')

// IPv6 forms that carry an IPv4 address, judged by the address inside: where it starts, in bits from the left.
const EMBEDDED_IPV4: { range: Range; at: number }[] = [
  { range: range6('::ffff:0:0/96', 'public'), at: 96 },
  { range: range6('::ffff:0:0:0/96', 'public'), at: 96 },
  { range: range6('64:ff9b::/96', 'public'), at: 96 },
  { range: range6('2002::/16', 'public'), at: 16 },
  { range: range6('::/96', 'public'), at: 96 },
]

/** Judges a literal address as the resolver or the socket gives it; whatever is not an address is `never`. */
export function addressKind(address: string): AddressKind {
  const bare = address.split('%')[0] ?? address
  const family = isIP(bare)
  if (family === 4) return kindOf4(parse4(bare))
  if (family === 6) return kindOf6(parse6(bare))
  return 'never'
}

const kindOf4 = (value: bigint): AddressKind => smallest(IPV4, value)?.kind ?? 'public'

function kindOf6(value: bigint): AddressKind {
  const special = smallest(IPV6, value)
  if (special) return special.kind
  const embedded = EMBEDDED_IPV4.find(({ range }) => contains(range, value))
  if (embedded) return kindOf4((value >> BigInt(128 - embedded.at - 32)) & 0xffffffffn)
  return contains(GLOBAL_UNICAST, value) ? 'public' : 'never'
}

// The most specific range decides: a metadata address inside a private network is never called.
const smallest = (ranges: Range[], value: bigint) =>
  ranges
    .filter(range => contains(range, value))
    .reduce<Range | undefined>(
      (best, range) => (best && best.last - best.first <= range.last - range.first ? best : range),
      undefined,
    )

const contains = (range: Range, value: bigint) => range.first <= value && value <= range.last

function ranges4(kind: AddressKind, ...cidrs: string[]): Range[] {
  return cidrs.map(cidr => block(cidr, kind, parse4, 32))
}

function ranges6(kind: AddressKind, ...cidrs: string[]): Range[] {
  return cidrs.map(cidr => range6(cidr, kind))
}

function range6(cidr: string, kind: AddressKind): Range {
  return block(cidr, kind, parse6, 128)
}

function block(cidr: string, kind: AddressKind, parse: (address: string) => bigint, bits: number): Range {
  const [address = '', length = ''] = cidr.split('/')
  const size = 1n << BigInt(bits - Number(length))
  const first = (parse(address) / size) * size
  return { first, last: first + size - 1n, kind }
}

function parse4(address: string): bigint {
  return address.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n)
}

function parse6(address: string): bigint {
  const dotted = address.match(/^(.*:)(\d+\.\d+\.\d+\.\d+)$/)
  const text = dotted ? `${dotted[1]}${hextets(parse4(dotted[2] ?? ''))}` : address
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const middle = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...middle, ...right].reduce((value, part) => value * 65536n + BigInt(`0x${part}`), 0n)
}

const hextets = (value: bigint) => `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
