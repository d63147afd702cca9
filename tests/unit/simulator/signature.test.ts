import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newSecret } from '#lib/deliveries/signature.ts'
import { isSigned } from '#lib/simulator/signature.ts'

// What the simulator takes for signed is what the library of Standard Webhooks signs.

const secret = newSecret()
const now = Date.now()
const signed = (body: string, at = now, by = secret) => ({
  'webhook-id': 'd1',
  'webhook-timestamp': String(Math.floor(at / 1000)),
  'webhook-signature': new Webhook(by).sign('d1', new Date(at), body),
})

test.each(['{}', '', '{"name":"Zoë 👋"}'])('a call of %j that the library signed is signed', body => {
  expect(isSigned(secret, signed(body), body, now)).toBe(true)
})

test('one of several signatures is enough, as while a secret is rotated', () => {
  const headers = signed('{}')
  const other = signed('{}', now, newSecret())['webhook-signature']
  for (const both of [`${other} ${headers['webhook-signature']}`, `${headers['webhook-signature']} ${other}`]) {
    expect(isSigned(secret, { ...headers, 'webhook-signature': both }, '{}', now)).toBe(true)
  }
})

test.each([
  ['another body', signed('{}'), '{ }'],
  ['another id', { ...signed('{}'), 'webhook-id': 'd2' }, '{}'],
  ['another secret', signed('{}', now, newSecret()), '{}'],
  ['an old time', signed('{}', now - 301_000), '{}'],
  ['a time to come', signed('{}', now + 302_000), '{}'],
  ['no time', { ...signed('{}'), 'webhook-timestamp': 'soon' }, '{}'],
  [
    'another version',
    { ...signed('{}'), 'webhook-signature': signed('{}')['webhook-signature'].replace('v1', 'v2') },
    '{}',
  ],
  ['no headers', {}, '{}'],
])('a call with %s is not', (_, headers, body) => {
  expect(isSigned(secret, headers, body, now)).toBe(false)
})
