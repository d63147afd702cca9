import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { watchCallbackPolicy } from '#lib/callback-hosts/policy.ts'
import { database } from '#lib/database/client.ts'
import { request } from '#tests/support/api.ts'
import { makeInstance, makeKey, makePerson } from '#tests/support/make.ts'
import { sessionOf } from '#tests/support/session.ts'

process.env.CALLBACK_ALLOW_PRIVATE = 'false'
process.env.CALLBACK_HOSTS = 'logic.azure.com'

const HOSTS = 'http://127.0.0.1:3000/api/v1/callbackHosts'
let instanceId: string
beforeAll(async () => {
  instanceId = (await makeInstance()).id
})

const list = async () => (await request('GET', HOSTS)).json
const add = (host: string) => request('POST', HOSTS, { json: { host } })
const remove = (host: string) => request('DELETE', `${HOSTS}/${encodeURIComponent(host)}`)
const subscribe = (notificationUrl: string) =>
  request('POST', `http://127.0.0.1:3000/api/v1/instances/${instanceId}/manage/hooks/full-refresh-completed`, {
    json: { notificationUrl },
  })

test('begins with the hosts of CALLBACK_HOSTS, which cannot be removed here', async () => {
  expect((await list()).value).toEqual([{ host: 'logic.azure.com', subscriptions: 0, onlyHere: 0, isSetting: true }])
  expect(await remove('logic.azure.com')).toMatchObject({
    status: 422,
    json: { message: expect.stringMatching(/CALLBACK_HOSTS/) },
  })
})

test('a host that is added may be subscribed with, and is removed again with a word on who used it', async () => {
  const flow = `https://eu.flows.contoso.example/run/${crypto.randomUUID()}`
  expect(await subscribe(flow)).toMatchObject({
    status: 422,
    json: { message: expect.stringMatching(/deployment administrator/) },
  })
  const added = await add(' Contoso.Example ')
  expect(added).toMatchObject({ status: 201, json: { host: 'contoso.example' } })
  expect(added.headers.get('location')).toBe(`${HOSTS}/contoso.example`)
  const { json: hook } = await subscribe(flow)
  await add('flows.contoso.example')
  expect((await list()).value.slice(1)).toMatchObject([
    { host: 'contoso.example', isSetting: false, addedBy: 'ADMIN_API_KEY', subscriptions: 1, onlyHere: 0 },
    { host: 'flows.contoso.example', subscriptions: 1, onlyHere: 0 },
  ])
  await remove('flows.contoso.example')
  expect((await list()).value[1]).toMatchObject({ host: 'contoso.example', subscriptions: 1, onlyHere: 1 })
  expect((await list()).refused).toEqual([])
  expect((await remove('contoso.example')).status).toBe(204)
  expect((await list()).refused).toEqual([
    {
      hookId: hook.id,
      instanceId,
      instanceName: 'Contoso',
      trigger: 'full-refresh-completed',
      host: 'eu.flows.contoso.example',
    },
  ])
  await database().subscription.updateMany({ data: { removedAt: new Date() } })
  expect((await list()).refused).toEqual([])
})

test('any public host is one entry, and still no private one', async () => {
  await add('*')
  expect((await subscribe('https://anywhere.example/')).status).toBe(201)
  expect((await subscribe('https://10.0.0.1/')).status).toBe(422)
  expect((await remove('*')).status).toBe(204)
  expect((await subscribe('https://elsewhere.example/')).status).toBe(422)
})

test('every process follows at once', async () => {
  const policy = await watchCallbackPolicy()
  onTestFinished(() => policy.close())
  expect(policy.current().hosts).toEqual(['logic.azure.com'])
  await add('contoso.example')
  await expect.poll(() => policy.current().hosts).toEqual(['logic.azure.com', 'contoso.example'])
  await remove('contoso.example')
  await expect.poll(() => policy.current().hosts).toEqual(['logic.azure.com'])
})

test('is for deployment administrators', async () => {
  const { key } = await makeKey(instanceId, 'Admin')
  const administrator = await sessionOf(await makePerson({ isDeploymentAdministrator: true }))
  const somebody = await sessionOf(await makePerson())
  for (const [headers, status] of [
    [administrator, 200],
    [somebody, 403],
    [{ 'X-API-Key': key }, 403],
    [{ 'X-API-Key': '' }, 401],
  ] as const) {
    expect((await request('GET', HOSTS, { headers })).status).toBe(status)
    if (status === 200) continue
    expect((await request('POST', HOSTS, { headers, json: { host: 'x.example' } })).status).toBe(status)
    expect((await request('DELETE', `${HOSTS}/x.example`, { headers })).status).toBe(status)
  }
})

test.each(['', ' ', 'https://contoso.example', 'contoso.example/', '.example', 'a..b', 'ex ample', 'é.example', '%00'])(
  '"%s" is no host',
  async host => expect((await add(host)).status).toBe(400),
)

test('one that is there is a conflict, one that is not is 404, and both changes are on record', async () => {
  expect((await add('logic.azure.com')).status).toBe(409)
  expect((await add('once.example')).status).toBe(201)
  expect((await add('once.example')).status).toBe(409)
  expect((await remove('once.example')).status).toBe(204)
  expect((await remove('once.example')).status).toBe(404)
  const entries = await database().auditEntry.findMany({ where: { objectId: 'once.example' }, orderBy: { at: 'asc' } })
  expect(entries.map(({ action, instanceId }) => ({ action, instanceId }))).toEqual([
    { action: 'callbackHost.add', instanceId: null },
    { action: 'callbackHost.remove', instanceId: null },
  ])
})
