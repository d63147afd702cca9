import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import { addressKind } from '#lib/network/address.ts'

// Our table of addresses against one that somebody else wrote.

/** Where the two are known to differ, and who is right for us. */
const OURS: [cidr: string, one: string, isPublic: boolean, why: string][] = [
  ['168.63.129.16/32', '168.63.129.16', false, 'the platform of a cloud, at a public address'],
  ['192.31.196.0/24', '192.31.196.1', true, 'AS112, reachable from everywhere'],
  ['192.175.48.0/24', '192.175.48.1', true, 'AS112, reachable from everywhere'],
  ['192.52.193.0/24', '192.52.193.1', true, 'AMT, reachable from everywhere'],
  ['2620:4f:8000::/48', '2620:4f:8000::1', true, 'AS112, reachable from everywhere'],
  ['64:ff9b:1::/48', '64:ff9b:1::808:808', false, 'translated by whoever runs the network, to wherever'],
]
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3')

function isPublic(text: string): boolean {
  const address = ipaddr.parse(text)
  const exception = OURS.find(([cidr]) => {
    const range = ipaddr.parseCIDR(cidr)
    return range[0].kind() === address.kind() && address.match(range)
  })
  if (exception) return exception[2]
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  const embedded = embeddedIn(address)
  if (embedded) return isPublic(embedded)
  // Only this part of IPv6 is given out.
  return address.match(GLOBAL) && address.range() === 'unicast'
}

function embeddedIn(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray()
  const at = (start: number) => bytes.slice(start, start + 4).join('.')
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return at(12)
    case '6to4':
      return at(2)
    case 'unspecified':
    case 'loopback':
      return undefined
    default:
      return bytes.slice(0, 12).every(byte => byte === 0) ? at(12) : undefined
  }
}

const byte = fc.integer({ min: 0, max: 255 })
const anyIPv4 = fc.tuple(byte, byte, byte, byte).map(bytes => bytes.join('.'))
/** Addresses at and around the edges of what is special. */
const EDGES = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4', '168.63.129.16/32', '100.100.100.200/32', '192.31.196.0/24', '192.52.193.0/24'],
]
const edgeIPv4 = fc
  .tuple(fc.constantFrom(...EDGES), fc.boolean(), fc.integer({ min: -2, max: 2 }))
  .map(([cidr, last, step]) => {
    const [address = '', length] = cidr.split('/')
    const first = address.split('.').reduce((value, part) => value * 256 + Number(part), 0)
    const value = (first + (last ? 2 ** (32 - Number(length)) - 1 : 0) + step + 2 ** 32) % 2 ** 32
    return [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.')
  })
const group = fc.integer({ min: 0, max: 0xffff })
const PREFIXES = [
  ...[[], [0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0xffff], [0, 0, 0, 0, 0xffff, 0], [0, 0, 0, 0, 0, 0]],
  ...[[0x64, 0xff9b, 0, 0, 0, 0], [0x64, 0xff9b, 1], [0x64, 0xff9b], [0x2002], [0x2001], [0x2001, 0], [0x2001, 0xdb8]],
  ...[[0x2001, 0x10], [0x2001, 0x20], [0x2001, 0x1ff], [0x2001, 0x200], [0x2620, 0x4f, 0x8000], [0x3fff], [0x3ffe]],
  ...[
    [0x100, 0, 0, 0],
    [0xfc00],
    [0xfdff],
    [0xfe80],
    [0xfec0],
    [0xff02],
    [0x5f00],
    [0x2000],
    [0x4000],
    [0x1fff],
    [0x2a00],
  ],
]
const anyIPv6 = fc
  .tuple(fc.constantFrom(...PREFIXES), fc.array(group, { minLength: 8, maxLength: 8 }))
  .map(([prefix, rest]) => [...prefix, ...rest].slice(0, 8))
const carried = fc.tuple(
  fc.constantFrom([0, 0, 0, 0, 0, 0xffff], [0, 0, 0, 0, 0xffff, 0], [0x64, 0xff9b, 0, 0, 0, 0], [0x2002]),
  fc.oneof(anyIPv4, edgeIPv4),
  fc.array(group, { minLength: 5, maxLength: 5 }),
)
const carrying = carried.map(([prefix, inner, rest]) => {
  const [a = 0, b = 0, c = 0, d = 0] = inner.split('.').map(Number)
  return [...prefix, a * 256 + b, c * 256 + d, ...rest].slice(0, 8)
})
const written = (groups: number[]) => groups.map(value => value.toString(16)).join(':')
const shortened = (groups: number[]) => new ipaddr.IPv6(groups).toString()

function agrees(text: string) {
  expect({ text, isPublic: addressKind(text) === 'public' }).toEqual({ text, isPublic: isPublic(text) })
}

test('of any IPv4 address we think as the other does, but for what is listed', () => {
  fc.assert(fc.property(fc.oneof(anyIPv4, edgeIPv4), agrees), { numRuns: 20_000 })
})

test('of any IPv6 address we think as the other does, however it is written', () => {
  const any = fc.oneof(anyIPv6, carrying)
  fc.assert(
    fc.property(any, fc.boolean(), (groups, short) => agrees(short ? shortened(groups) : written(groups))),
    {
      numRuns: 20_000,
    },
  )
})

test.each(OURS)('%s: of %s we know better, public is %s: %s', (_, one, expected) => {
  expect(addressKind(one) === 'public').toBe(expected)
})

test('text that is no address is never called', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), text => {
      if (!ipaddr.isValid(text)) expect(addressKind(text)).toBe('never')
    }),
  )
})
