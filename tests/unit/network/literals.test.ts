import { describe, expect, test } from 'vitest'
import { checkCallbackUrl, parseCallbackUrl } from '#lib/network/callback-url.ts'

// Literal addresses in every notation that a URL takes, where any public host may be called.

const policy = { hosts: ['*'], allowPrivate: false, self: 'https://highwater.example' }
const check = async (host: string) =>
  checkCallbackUrl(parseCallbackUrl(`https://${host}/hook`), policy, async () => {
    throw new Error('a literal is not looked up')
  })

const refused: Record<string, string[]> = {
  'this machine': [
    '127.0.0.1',
    '127.0.0.1.',
    '127.255.255.254',
    '127.0.0.2',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
  ],
  'as one number': ['2130706433', '0x7f000001', '017700000001', '3232235521', '2852039166', '0xa9fea9fe', '167772161'],
  'in short': ['127.1', '127.0.1', '10.1', '192.168.1', '0', '0x0', '169.254.43518'],
  'in octal': ['0177.0.0.1', '012.0.0.1', '012.1.2.3', '0300.0250.0.1', '0251.0376.0251.0376', '00177.0.0.01'],
  'in hexadecimal': ['0x7f.0.0.1', '0x7f.1', '0xA.0.0.1', '0xc0.0xa8.0.1', '0xa9.0xfe.0xa9.0xfe', '0X7F.0.0.1'],
  mixed: ['0x7f.0.0.01', '169.0xfe.0251.254', '0x7f.000000000000000000001', '192.0250.1'],
  'in letters that are made plain': [
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '127．0．0．1',
    '%31%32%37.0.0.1',
    '127%2e0%2e0%2e1',
    '127.0.0\u00ad.1',
  ],
  private: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  'of carriers and tests': ['100.64.0.1', '100.127.255.255', '198.18.0.1', '198.19.255.255'],
  'of metadata and platforms': ['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  'this network, documentation, relays': [
    '0.0.0.0',
    '0.1.2.3',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
  ],
  'multicast, reserved, broadcast': ['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  'local by IPv6': ['[fe80::1]', '[febf::1]', '[fec0::1]', '[fc00::1]', '[fdff::1]', '[fd00:ec2::254]', '[::]'],
  'multicast by IPv6': ['[ff01::1]', '[ff02::1]', '[ff0e::1]'],
  mapped: ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FfFf:127.0.0.1]', '[::ffff:a9fe:a9fe]', '[::ffff:10.0.0.1]'],
  'mapped otherwise': [
    '[0:0:0:0:0:ffff:0a00:0001]',
    '[::ffff:0:127.0.0.1]',
    '[::ffff:0.0.0.0]',
    '[::ffff:168.63.129.16]',
  ],
  compatible: ['[::127.0.0.1]', '[::7f00:1]', '[::a9fe:a9fe]', '[::10.0.0.1]', '[::2]'],
  translated: [
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b::a00:1]',
    '[64:ff9b:1::1]',
    '[64:ff9b:0:1::1]',
  ],
  tunnelled: [
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
    '[2002:c0a8:1::1]',
    '[2001::1]',
    '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
  ],
  'of no use': [
    '[100::1]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[5f00::1]',
    '[2001:2::1]',
    '[2001:10::1]',
    '[2001:20::1]',
    '[4000::1]',
    '[1::1]',
  ],
}

const hosts = Object.values(refused).flat()

test('there are more than a hundred, each once', () => {
  expect(hosts.length).toBeGreaterThan(100)
  expect(new Set(hosts).size).toBe(hosts.length)
})

describe.each(Object.entries(refused))('an address %s', (_, hosts) => {
  test.each(hosts)('%s is refused', async host => {
    await expect(check(host)).rejects.toMatchObject({ code: 'Unprocessable' })
  })
})

test.each(['256.1.1.1', '1.2.3.4.5', '0x100000000', '[::1%25eth0]', '[::1', '[fe80::1%eth0]', '127.0.0.1\u0000', ''])(
  '"%s" is no address at all, and refused as such',
  async host => {
    await expect(check(host)).rejects.toMatchObject({ code: 'Unprocessable' })
  },
)

test.each([
  ...['8.8.8.8', '134744072', '0x08080808', '010.010.010.010', '8.526344', '1.1', '1.1.1.1', '９.９.９.９'],
  ...['9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1'],
  ...['168.63.129.15', '168.63.129.17', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0'],
  ...['192.0.1.0', '192.0.3.0', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255'],
  ...['[2606:4700::1111]', '[2001:4860:4860::8888]', '[2a00:1450:4001::1]', '[2001:200::1]', '[2001:db7:ffff::1]'],
  ...['[::ffff:8.8.8.8]', '[64:ff9b::8.8.8.8]', '[2002:808:808::1]', '[3ffe::1]'],
])('%s is public, and may be called', async host => {
  await expect(check(host)).resolves.toBeUndefined()
})
