import { beforeAll, expect, test } from 'vitest'
import { entraPerson } from '#lib/auth/entra.ts'
import { authOptions } from '#lib/auth/options.ts'
import { database } from '#lib/database/client.ts'
import { makePerson } from '#tests/support/make.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'

beforeAll(() => {
  Object.assign(process.env, {
    AZURE_AD_CLIENT_ID: 'client',
    AZURE_AD_CLIENT_SECRET: 'secret',
    AZURE_AD_TENANT_ID: TENANT,
  })
})

const claims = (preferred_username: string, oid: string = crypto.randomUUID()) => ({
  tid: TENANT,
  oid,
  preferred_username,
})

test('somebody who was added is recognised once by name, and from then on by tenant and object id', async () => {
  const { id, email } = await makePerson()
  const first = claims(email.toUpperCase())
  expect(await entraPerson(first)).toMatchObject({ id, entraId: `${TENANT}/${first.oid}` })
  expect(await entraPerson({ ...first, preferred_username: 'renamed@example.com' })).toMatchObject({ id })
  expect(await entraPerson(claims(email))).toBeUndefined()
  expect(await database().auditEntry.findFirst({ where: { objectId: id } })).toMatchObject({
    action: 'person.acceptInvitation',
  })
})

test('the invitation is void once they came through Microsoft Entra ID', async () => {
  const { id, email } = await makePerson()
  await database().oneTimeLink.create({ data: { tokenHash: new Uint8Array(32), purpose: 'invitation', personId: id } })
  await entraPerson(claims(email))
  expect(await database().oneTimeLink.count({ where: { personId: id } })).toBe(0)
})

test('an account with a password is never linked by itself', async () => {
  const { email } = await makePerson({ password: 'correct horse battery' })
  expect(await entraPerson(claims(email))).toBeUndefined()
})

test.each([
  ['of another tenant', { tid: '22222222-2222-4222-8222-222222222222' }],
  ['without a tenant', { tid: undefined }],
  ['without an object id', { oid: undefined }],
  ['whose name is only an e-mail claim', { preferred_username: undefined }],
])('a user %s is nobody', async (_, change) => {
  const { email } = await makePerson()
  const given = { ...claims(email), email, ...change }
  expect(await entraPerson(given)).toBeUndefined()
})

test('a disabled person is nobody, and a stranger too', async () => {
  const { id, email } = await makePerson()
  const known = claims(email)
  await entraPerson(known)
  await database().person.update({ where: { id }, data: { disabledAt: new Date() } })
  expect(await entraPerson(known)).toBeUndefined()
  expect(await entraPerson(claims('stranger@example.com'))).toBeUndefined()
})

test('Microsoft Entra ID is offered beside local accounts, in the tenant that is configured', () => {
  expect(authOptions().providers.map(({ id }) => id)).toEqual(['credentials', 'azure-ad'])
  expect(authOptions().providers[1]).toMatchObject({ options: { tenantId: TENANT } })
})
