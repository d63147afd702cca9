import { expect, test } from 'vitest'
import * as instances from '#app/api/v1/instances/route.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeMember, makePerson } from '#tests/support/make.ts'
import { cookieHeader, nextAuth, signIn } from '#tests/support/next-auth.ts'

const password = 'correct horse battery'
const refused = { url: expect.stringContaining('error=CredentialsSignin') }
const limited = { json: { url: expect.stringContaining('error=TooManyAttempts') } }
const session = expect.stringMatching(/^next-auth\.session-token=/)

test('the right password opens a session that the API knows', async () => {
  const { id } = await makeInstance()
  const person = await makeMember(id, 'Viewer')
  const { cookies } = await signIn(person.email, password)
  expect(cookies).toContainEqual(expect.stringMatching(/^next-auth\.session-token=.*; HttpOnly; SameSite=Lax$/))
  const answer = await call(instances, 'GET', '/api/v1/instances', {
    headers: { 'X-API-Key': '', Cookie: cookieHeader(cookies) },
  })
  expect(answer.json).toEqual([expect.objectContaining({ instanceId: id })])
})

test('the session cookie holds neither name nor e-mail', async () => {
  const person = await makePerson({ password })
  const { cookies } = await signIn(person.email, password)
  const { json } = await nextAuth('GET', '/api/auth/session', { cookie: cookieHeader(cookies) })
  expect(Object.keys(json as object)).toEqual(['expires'])
})

test('letters of the e-mail may be large or small, and blanks around it do not matter', async () => {
  await makePerson({ email: 'ann@example.com', password })
  expect((await signIn('  Ann@Example.COM ', password)).cookies).toContainEqual(session)
})

test('a wrong password, an unknown account, one not yet accepted and a disabled one get the same answer', async () => {
  const known = await makePerson({ password })
  const invited = await makePerson()
  const disabled = await makePerson({ password })
  await database().person.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } })
  const answers = [
    await signIn(known.email, 'wrong wrong wrong'),
    await signIn('nobody@example.com', password),
    await signIn(invited.email, password),
    await signIn(disabled.email, password),
  ]
  for (const answer of answers) {
    expect(answer.json).toEqual(answers[0]?.json)
    expect(answer.cookies).not.toContainEqual(session)
  }
})

test('after ten failures an account has to wait, whether it exists or not, with the right password too', async () => {
  const { email } = await makePerson({ password })
  for (const account of [email, 'ghost@example.com']) {
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect((await signIn(account, 'wrong wrong wrong')).json).toMatchObject(refused)
    }
    expect(await signIn(account, password)).toMatchObject(limited)
  }
})

test('attempts that succeed do not count', async () => {
  const { email } = await makePerson({ password })
  for (let attempt = 1; attempt <= 12; attempt++) {
    expect((await signIn(email, password, '192.0.2.1')).cookies).toContainEqual(session)
  }
})

test('many attempts at once do not slip through the limit', async () => {
  const { email } = await makePerson({ password })
  const answers = await Promise.all(Array.from({ length: 15 }, () => signIn(email, 'wrong wrong wrong')))
  const urls = answers.map(answer => (answer.json as { url: string }).url)
  expect(urls.filter(url => url.includes('CredentialsSignin'))).toHaveLength(10)
})

test('after a hundred failures an address has to wait', async () => {
  await database().rateWindow.create({
    data: { key: 'sign-in:address:192.0.2.9', windowStart: new Date(), count: 99 },
  })
  const { email } = await makePerson({ password })
  expect((await signIn('a@example.com', 'wrong wrong wrong', '192.0.2.9')).json).toMatchObject(refused)
  expect(await signIn(email, password, '192.0.2.9')).toMatchObject(limited)
  expect((await signIn(email, password, '192.0.2.10')).cookies).toContainEqual(session)
})

test('who comes through a reverse proxy does not wait for the failures of others', async () => {
  await database().rateWindow.create({
    data: { key: 'sign-in:address:10.0.0.5', windowStart: new Date(), count: 100 },
  })
  const { email } = await makePerson({ password })
  expect((await signIn(email, password, '10.0.0.5')).cookies).toContainEqual(session)
})

test('a sign-in without the token against forgery opens no session', async () => {
  const { email } = await makePerson({ password })
  const answer = await nextAuth('POST', '/api/auth/callback/credentials', { body: { email, password, json: 'true' } })
  expect(answer.cookies).not.toContainEqual(session)
})

test.each(['https://evil.example/', '//evil.example/', 'javascript:alert(1)', 'http://127.0.0.1:3000.evil.example/'])(
  'after signing in nobody is sent to %s',
  async callbackUrl => {
    const { email } = await makePerson({ password })
    const csrf = await nextAuth('GET', '/api/auth/csrf')
    const answer = await nextAuth('POST', '/api/auth/callback/credentials', {
      body: { ...(csrf.json as object), email, password, callbackUrl, json: 'true' },
      cookie: cookieHeader(csrf.cookies),
    })
    expect(new URL((answer.json as { url: string }).url).origin).toBe('http://127.0.0.1:3000')
  },
)

test.each([
  ['no e-mail', ''],
  ['a NUL in it', 'a\0@example.com'],
  ['far too much', 'x'.repeat(400)],
])('an e-mail with %s is refused like a wrong password', async (_, email) => {
  expect((await signIn(email, password)).json).toMatchObject(refused)
})

test('the names that strangers have tried are forgotten after a day', async () => {
  const windowStart = new Date(Date.now() - 25 * 3_600_000)
  const keys = Array.from({ length: 15 }, (_, number) => `sign-in:account:old-${number}@example.com`)
  await database().rateWindow.createMany({ data: keys.map(key => ({ key, windowStart, count: 3 })) })
  await signIn('one@example.com', password)
  await signIn('two@example.com', password)
  expect(await database().rateWindow.count({ where: { key: { in: keys } } })).toBe(0)
})
