import { expect, test } from 'vitest'
import * as instances from '#app/api/v1/instances/route.ts'
import { call } from '#tests/support/call.ts'
import { makePerson } from '#tests/support/make.ts'
import { cookieHeader, signIn } from '#tests/support/next-auth.ts'

process.env.APP_URL = 'https://highwater.contoso.com'

test('under https every cookie of a sign-in is secure, and the session is read from the secure one only', async () => {
  const { email } = await makePerson({ password: 'correct horse battery' })
  const { cookies } = await signIn(email, 'correct horse battery')
  const session = cookies.find(cookie => cookie.includes('session-token')) ?? ''
  expect(session).toMatch(/^__Secure-next-auth\.session-token=.*; HttpOnly; Secure; SameSite=Lax$/)
  for (const cookie of cookies) expect(cookie).toContain('; Secure')

  const list = (Cookie: string) => call(instances, 'GET', '/api/v1/instances', { headers: { 'X-API-Key': '', Cookie } })
  expect((await list(cookieHeader([session]))).status).toBe(200)
  expect((await list(cookieHeader([session.replace('__Secure-', '')]))).status).toBe(401)
})
