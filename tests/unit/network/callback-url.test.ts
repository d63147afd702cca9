import { describe, expect, test } from 'vitest'
import { checkCallbackUrl, parseCallbackUrl } from '#lib/network/callback-url.ts'

const flow =
  'https://prod-01.westeurope.logic.azure.com:443/workflows/a1/triggers/T/paths/invoke?sp=%2Ftriggers%2FT%2Frun&sv=1.0&sig=a_B-c'

describe('a callback URL', () => {
  test('is kept byte-exact in path and query, in its WHATWG form otherwise', () => {
    expect(parseCallbackUrl(flow).href).toBe(flow.replace(':443', ''))
    expect(parseCallbackUrl('HTTPS://EXAMPLE.com/A%2fb?C=%7e').href).toBe('https://example.com/A%2fb?C=%7e')
    expect(parseCallbackUrl('https://example.com').href).toBe('https://example.com/')
  })

  test.each([
    ['a space in its path', 'https://example.com/a b'],
    ['dots that would be resolved', 'https://example.com/a/../b'],
    ['a letter that would be encoded', 'https://example.com/é'],
    ['a backslash', 'https://example.com\\a'],
    ['a line break', 'https://example.com/a\n'],
    ['a fragment', 'https://example.com/#a'],
    ['an empty fragment', 'https://example.com/#'],
    ['credentials', 'https://user:password@example.com/'],
    ['another scheme', 'ftp://example.com/'],
    ['no scheme', 'example.com/a'],
    ['a host with a final dot', 'https://example.com./'],
    ['too many characters', `https://example.com/${'a'.repeat(9000)}`],
  ])('with %s is refused', (_, url) => {
    expect(() => parseCallbackUrl(url)).toThrow(expect.objectContaining({ code: 'Unprocessable' }))
  })

  test('never appears in the error', () => {
    expect(() => parseCallbackUrl('https://example.com/secret path')).toThrow(expect.not.stringContaining('secret'))
  })
})

describe('where a callback may go', () => {
  const check = (url: string, addresses: string[], policy: Partial<{ hosts: string[]; allowPrivate: boolean }> = {}) =>
    checkCallbackUrl(
      parseCallbackUrl(url),
      { hosts: ['azure.com'], allowPrivate: false, self: 'https://highwater.example.com', ...policy },
      async () => addresses,
    )
  const refused = expect.objectContaining({ code: 'Unprocessable' })

  test('an allowed host with public addresses', () =>
    expect(check('https://a.azure.com/', ['8.8.8.8'])).resolves.toBeUndefined())
  test('an allowed host that does not resolve at the moment', () =>
    expect(check('https://a.azure.com/', [])).resolves.toBeUndefined())

  test.each([
    ['a host off the list', 'https://example.com/', ['8.8.8.8'], {}],
    ['a host that only ends alike', 'https://evil-azure.com/', ['8.8.8.8'], {}],
    ['plain http', 'http://a.azure.com/', ['8.8.8.8'], {}],
    ['another port', 'https://a.azure.com:8443/', ['8.8.8.8'], {}],
    ['a private address behind an allowed host', 'https://a.azure.com/', ['10.0.0.1'], {}],
    ['one private address among public ones', 'https://a.azure.com/', ['8.8.8.8', '10.0.0.1'], {}],
    ['a literal address', 'https://127.0.0.1/', [], {}],
    ['a literal written as one number', 'https://2130706433/', [], {}],
    ['a mapped literal', 'https://[::ffff:7f00:1]/', [], {}],
    [
      'metadata even where private hosts are allowed',
      'http://169.254.169.254/',
      [],
      { allowPrivate: true, hosts: ['*'] },
    ],
    [
      'plain http to a public host even where private hosts are allowed',
      'http://example.com/',
      ['8.8.8.8'],
      { allowPrivate: true, hosts: ['*'] },
    ],
    ['a private address where any public host is allowed', 'https://example.com/', ['10.0.0.1'], { hosts: ['*'] }],
  ])('not to %s', async (_, url, addresses, policy) => {
    await expect(check(url, addresses, policy)).rejects.toEqual(refused)
  })

  test('to a private host, by any scheme and port, where the operator allows it', async () => {
    await expect(check('http://127.0.0.1:1880/flow', [], { allowPrivate: true })).resolves.toBeUndefined()
    await expect(check('http://node-red:1880/flow', ['172.18.0.3'], { allowPrivate: true })).resolves.toBeUndefined()
  })
})
