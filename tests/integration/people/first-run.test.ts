import { beforeEach, expect, test } from 'vitest'
import * as invitation from '#app/api/v1/invitation/route.ts'
import * as setUp from '#app/api/v1/set-up/route.ts'
import { signInWithPassword } from '#lib/auth/sign-in.ts'
import { database } from '#lib/database/client.ts'
import { isSetUpLink } from '#lib/people/accept.ts'
import { bootstrap, firstRun } from '#lib/people/first-run.ts'
import { forget } from '#lib/remember.ts'
import { call } from '#tests/support/call.ts'
import { makePerson } from '#tests/support/make.ts'

const password = 'correct horse battery'
const ann = { name: 'Ann', email: 'Ann@Example.com', password }

beforeEach(async () => {
  await database().person.deleteMany()
  await database().instance.deleteMany()
  await database().oneTimeLink.deleteMany()
})

const administrators = () => database().person.findMany({ where: { isDeploymentAdministrator: true } })

const tokenOf = (path: string | undefined) => path?.replace('/set-up/', '') ?? ''

const post = (json: object) =>
  call(setUp, 'POST', '/api/v1/set-up', { json, headers: { 'X-API-Key': '', 'X-Client-Address': '192.0.2.7' } })

test('a first start makes one instance, and each later one leaves it at that', async () => {
  await Promise.all([bootstrap(), bootstrap(), bootstrap()])
  await database().instance.updateMany({ data: { name: 'Renamed' } })
  await bootstrap()
  expect((await database().instance.findMany()).map(({ name }) => name)).toEqual(['Renamed'])
})

test('the set-up link makes a deployment administrator, who signs in with what they chose', async () => {
  const { setUpPath } = await firstRun()
  expect(await post({ token: tokenOf(setUpPath), ...ann })).toMatchObject({
    status: 200,
    json: { email: 'ann@example.com' },
  })
  expect(await signInWithPassword(ann, undefined)).toMatchObject({ name: 'Ann', isDeploymentAdministrator: true })
  expect(await database().auditEntry.findFirst({ where: { action: 'person.setUp' } })).toMatchObject({
    actorName: 'Ann',
    address: '192.0.2.7',
  })
})

test('the set-up link works once, and of several who use it at once one succeeds', async () => {
  const { setUpPath } = await firstRun()
  const token = tokenOf(setUpPath)
  const emails = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com']
  const answers = await Promise.all(emails.map(email => post({ ...ann, token, email })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404])
  expect(await administrators()).toHaveLength(1)
  expect(await isSetUpLink(token)).toBe(false)
})

test('a new start without an administrator makes a new link and voids the old one', async () => {
  const [first, second] = [tokenOf((await firstRun()).setUpPath), tokenOf((await firstRun()).setUpPath)]
  expect([await isSetUpLink(first), await isSetUpLink(second)]).toEqual([false, true])
})

test('once there is an administrator a start makes no link, and voids one that was never used', async () => {
  const token = tokenOf((await firstRun()).setUpPath)
  await makePerson({ isDeploymentAdministrator: true, password })
  expect((await post({ token, ...ann })).status).toBe(404)
  expect(await firstRun()).toEqual({})
  expect(await isSetUpLink(token)).toBe(false)
})

test('an administrator who was disabled or never accepted does not count', async () => {
  await makePerson({ isDeploymentAdministrator: true })
  const { id } = await makePerson({ isDeploymentAdministrator: true, password })
  await database().person.update({ where: { id }, data: { disabledAt: new Date() } })
  expect((await firstRun()).setUpPath).toMatch(/^\/set-up\/[\w-]{43}$/)
})

test('who set an account up before and lost it gets it back by the set-up link', async () => {
  const { id } = await makePerson({ email: 'ann@example.com', password: 'a forgotten password' })
  await database().person.update({ where: { id }, data: { disabledAt: new Date() } })
  expect((await post({ token: tokenOf((await firstRun()).setUpPath), ...ann })).status).toBe(200)
  expect(await signInWithPassword(ann, undefined)).toMatchObject({ id, isDeploymentAdministrator: true })
})

test('the token is nowhere in the database', async () => {
  const token = tokenOf((await firstRun()).setUpPath)
  const [link] = await database().oneTimeLink.findMany()
  expect(Buffer.from(link?.tokenHash ?? []).toString('latin1')).not.toContain(token)
  expect(link?.tokenHash).toHaveLength(32)
})

test('ADMIN_EMAIL and ADMIN_PASSWORD make the administrator once; a password changed since stays', async () => {
  Object.assign(process.env, { ADMIN_EMAIL: 'Op@Example.com', ADMIN_PASSWORD: password })
  forget('config')
  try {
    expect(await Promise.all([firstRun(), firstRun()])).toEqual([{}, {}])
    expect(await signInWithPassword({ email: 'op@example.com', password }, undefined)).toBeDefined()
    Object.assign(process.env, { ADMIN_PASSWORD: 'another long password' })
    forget('config')
    expect(await firstRun()).toEqual({})
    expect(await signInWithPassword({ email: 'op@example.com', password }, undefined)).toBeDefined()
    expect(await administrators()).toHaveLength(1)
  } finally {
    delete process.env.ADMIN_EMAIL
    delete process.env.ADMIN_PASSWORD
    forget('config')
  }
})

test.each([
  ['a short password', { ...ann, token: 'x', password: 'elevenchars' }, 'password'],
  ['no e-mail address', { ...ann, token: 'x', email: 'ann' }, 'email'],
  ['an empty name', { ...ann, token: 'x', name: ' ' }, 'name'],
  ['no token', ann, 'token'],
  ['a token that is a number', { ...ann, token: 7 }, 'token'],
])('a set-up with %s is refused', async (_, body, path) => {
  expect(await post(body)).toMatchObject({ status: 400, json: { errors: [{ path }] } })
})

test('a token that was never made is not there, for a set-up and for an invitation', async () => {
  expect((await post({ token: 'x', ...ann })).status).toBe(404)
  const answer = await call(invitation, 'POST', '/api/v1/invitation', { json: { token: 'x', password } })
  expect(answer.status).toBe(404)
})
