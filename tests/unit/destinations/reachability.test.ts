import { expect, test } from 'vitest'
import { reachability } from '#lib/destinations/reachability.ts'

test.each([
  ['https://highwater.contoso.com', 'public'],
  ['https://highwater.contoso.com:8443', 'public'],
  ['https://20.50.2.1', 'public'],
  ['https://[2a01:111:f406::1]', 'public'],
  ['http://highwater.contoso.com', 'notHttps'],
  ['http://127.0.0.1:3000', 'privateAddress'],
  ['https://127.0.0.1', 'privateAddress'],
  ['https://10.1.2.3', 'privateAddress'],
  ['https://169.254.169.254', 'privateAddress'],
  ['https://[::1]', 'privateAddress'],
  ['https://[fd00::1]', 'privateAddress'],
  ['https://[::ffff:10.0.0.1]', 'privateAddress'],
  ['http://localhost:3000', 'privateName'],
  ['https://highwater', 'privateName'],
  ['https://highwater.local', 'privateName'],
  ['https://highwater.corp.internal', 'privateName'],
  ['https://highwater.local.', 'privateName'],
])('%s is %s', (appUrl, reason) => {
  expect(reachability(appUrl)).toEqual({ reachable: reason === 'public', reason })
})
