import { expect, test } from 'vitest'
import { returnPath } from '#lib/auth/return-path.ts'

const APP_URL = 'https://highwater.contoso.com'
const START = '/'

test.each([
  ['/segments', '/segments'],
  ['/segments?state=active#top', '/segments?state=active#top'],
  ['https://highwater.contoso.com/measures', '/measures'],
  ['segments', '/segments'],
])('%s leads back to %s', (wanted, path) => {
  expect(returnPath(wanted, APP_URL)).toBe(path)
})

test.each([
  undefined,
  ['/segments', '/measures'],
  'https://evil.example/segments',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'https://highwater.contoso.com//evil.example',
  'https://highwater.contoso.com.evil.example',
  'https://highwater.contoso.com@evil.example',
  'http://highwater.contoso.com/segments',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://[',
])('%j leads to the start', wanted => {
  expect(returnPath(wanted, APP_URL)).toBe(START)
})
