import { expect, test } from 'vitest'
import * as account from '#app/api/v1/account/route.ts'
import { database } from '#lib/database/client.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeKey, makeMember } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

const set = (json: unknown, headers: Record<string, string>) =>
  call(account, 'PATCH', '/api/v1/account', { json, headers })

test('the language that a person chooses is kept with the person', async () => {
  const person = await makeMember((await makeInstance()).id, 'Viewer')
  expect((await set({ locale: 'nl' }, await sessionOf(person))).status).toBe(204)
  expect(await database().person.findUnique({ where: { id: person.id } })).toMatchObject({ locale: 'nl' })
})

test('the country whose habits count for them is kept too, and leaves the language as it was', async () => {
  const person = await makeMember((await makeInstance()).id, 'Viewer')
  await set({ locale: 'nl' }, await sessionOf(person))
  expect((await set({ region: 'BE' }, await sessionOf(person))).status).toBe(204)
  expect(await database().person.findUnique({ where: { id: person.id } })).toMatchObject({ locale: 'nl', region: 'BE' })
})

test.each([{ locale: 'tlh' }, { locale: 7 }, { region: 'XX' }, { region: '' }, {}, []])(
  '%j is refused and changes nothing',
  async body => {
    const person = await makeMember((await makeInstance()).id, 'Viewer')
    expect((await set(body, await sessionOf(person))).status).toBe(400)
    expect(await database().person.findUnique({ where: { id: person.id } })).toMatchObject({ locale: null })
  },
)

test('a key has no language', async () => {
  const { key } = await makeKey((await makeInstance()).id, 'Admin')
  expect((await set({ locale: 'nl' }, { 'X-API-Key': key })).status).toBe(403)
})

test('whoever is not signed in sets nothing', async () => {
  expect((await set({ locale: 'nl' }, { 'X-API-Key': '' })).status).toBe(401)
})
