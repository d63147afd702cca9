import { expect, test } from 'vitest'
import { mayBeCalled } from '#lib/network/reach.ts'

const policy = { hosts: ['azure.com'], allowPrivate: false, self: 'https://highwater.example' }

test.each([
  ['a.azure.com', {}, true],
  ['evil-azure.com', {}, false],
  ['flows.example', { hosts: ['*'] }, true],
  ['8.8.8.8', { hosts: ['*'] }, true],
  ['10.0.0.1', { hosts: ['*'] }, false],
  ['[::1]:1880', { hosts: ['*'] }, false],
  ['127.0.0.1:1880', { allowPrivate: true }, true],
  ['8.8.8.8', { allowPrivate: true }, false],
  ['169.254.169.254', { allowPrivate: true, hosts: ['*'] }, false],
  ['node-red:1880', { allowPrivate: true }, true],
  ['127.0.0.1:3100', { simulator: 'http://127.0.0.1:3100' }, true],
  ['127.0.0.1:3101', { simulator: 'http://127.0.0.1:3100' }, false],
])('%s under %j: %s', (host, changes, expected) => {
  expect(mayBeCalled({ ...policy, ...changes }, host)).toBe(expected)
})
