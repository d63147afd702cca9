import { expect, test } from 'vitest'
import * as instance from '#app/api/v1/instances/[instanceId]/route.ts'
import * as instances from '#app/api/v1/instances/route.ts'
import { database } from '#lib/database/client.ts'
import { hashPassword } from '#lib/people/password.ts'
import { call } from '#tests/support/call.ts'
import { makeInstance, makeMember, makePerson } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

const list = (headers: Record<string, string>) => call(instances, 'GET', '/api/v1/instances', { headers })

test('somebody who signed in sees the instances in which they have a role', async () => {
  const [mine] = [await makeInstance('Mine'), await makeInstance('Not mine')]
  const person = await makeMember(mine.id, 'Contributor')
  expect((await list(await sessionOf(person))).json).toEqual([
    expect.objectContaining({ instanceId: mine.id, name: 'Mine', role: 'Contributor' }),
  ])
})

test('a deployment administrator sees all instances, as Administrator', async () => {
  const { id } = await makeInstance()
  const person = await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
  const { json } = await list(await sessionOf(person))
  expect(json).toHaveLength(await database().instance.count())
  expect(json).toContainEqual(expect.objectContaining({ instanceId: id, role: 'Admin' }))
})

test.each<[string, (personId: string, instanceId: string) => Promise<unknown>, number]>([
  ['disabled', id => database().person.update({ where: { id }, data: { disabledAt: new Date() } }), 401],
  ['deleted', id => database().person.delete({ where: { id } }), 401],
  [
    'given a new password',
    async id =>
      database().person.update({ where: { id }, data: { passwordHash: await hashPassword('another long password') } }),
    401,
  ],
  [
    'out of the instance',
    (personId, instanceId) => database().membership.deleteMany({ where: { personId, instanceId } }),
    404,
  ],
])('who is %s is out with the next call', async (_, change, status) => {
  const { id } = await makeInstance()
  const person = await makeMember(id, 'Viewer')
  const headers = await sessionOf(person)
  const read = () => call(instance, 'GET', `/api/v1/instances/${id}`, { params: { instanceId: id }, headers })
  expect((await read()).status).toBe(200)
  await change(person.id, id)
  expect((await read()).status).toBe(status)
})

test.each([
  ['of nothing', ''],
  ['that is not a token', 'rubbish'],
  [
    'that is a token of another secret',
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA',
  ],
])('a session cookie %s is nobody', async (_, token) => {
  expect((await list({ 'X-API-Key': '', Cookie: `next-auth.session-token=${token}` })).status).toBe(401)
})

test.each([
  ['from another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['from another port of this host', { Origin: 'http://127.0.0.1:3001', 'Sec-Fetch-Site': 'same-site' }, 403],
  ['without a word about where it comes from', { Origin: '' }, 403],
  ['from an opaque origin', { Origin: 'null' }, 403],
  ['from the console, by Origin', { Origin: 'http://127.0.0.1:3000' }, 201],
  ['from the console, by Sec-Fetch-Site', { Origin: '', 'Sec-Fetch-Site': 'same-origin' }, 201],
])('a write with a session %s', async (_, origin, status) => {
  const person = await makePerson({ isDeploymentAdministrator: true, password: 'correct horse battery' })
  const headers = { ...(await sessionOf(person)), ...origin }
  const before = await database().instance.count()
  const answer = await call(instances, 'POST', '/api/v1/instances', { json: { name: 'New' }, headers })
  expect(answer.status).toBe(status)
  expect(await database().instance.count()).toBe(before + (status === 201 ? 1 : 0))
})
