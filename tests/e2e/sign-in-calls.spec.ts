import { expect, test } from '#tests/support/browser.ts'

const json = { 'Content-Type': 'application/json' }

const CALLS: [string, RequestInit, string, number][] = [
  ['an unknown action', {}, '/nothing', 404],
  ['a body that is not JSON', { method: 'POST', headers: json, body: '{' }, '/callback/credentials', 400],
  [
    'a body that is too large',
    { method: 'POST', headers: json, body: 'x'.repeat(20_000) },
    '/callback/credentials',
    413,
  ],
  ['members that are not strings', { method: 'POST', headers: json, body: '{"callbackUrl":{}}' }, '/signout', 302],
  ['a form without the token against forgery', { method: 'POST', body: 'email=a' }, '/callback/credentials', 302],
  ['a GET where a form belongs', {}, '/callback/credentials', 400],
  ['a provider that is not configured', {}, '/callback/azure-ad?code=x&state=y', 400],
  ['a callback that is a script', {}, '/session?callbackUrl=javascript:alert(1)', 400],
  ['a cookie that is a script', { headers: { Cookie: 'next-auth.callback-url=javascript:1' } }, '/session', 400],
  [
    'cookies that are no tokens',
    { headers: { Cookie: 'next-auth.session-token=%ff; next-auth.csrf-token=|' } },
    '/session',
    200,
  ],
  ['a method that there is not', { method: 'PUT', body: 'x' }, '/csrf', 405],
]

test('no call to the sign-in routes, however malformed, fails on our side', async ({ product }) => {
  for (const [what, call, path, status] of CALLS) {
    const answer = await fetch(`${product.url}/api/auth${path}`, { redirect: 'manual', ...call })
    expect(answer.status, what).toBe(status)
    if (status >= 400) expect(answer.headers.get('content-type'), what).toBe('application/problem+json')
  }
})
