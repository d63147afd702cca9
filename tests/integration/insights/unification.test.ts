import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { dropFolder } from '#lib/insights/folders.ts'
import { startJobRunner } from '#lib/insights/jobs/start.ts'
import { type Api, apiOf, dropFile, ended, freshInstance, submit } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

// Real files through the real port, by the runner as a worker starts it.
let runner: { stop(): Promise<void> }

beforeAll(async () => {
  runner = await startJobRunner()
})

afterAll(() => runner.stop())

const FILES = { Contact: 'crm-contacts.csv', LoyaltyMember: 'loyalty-members.csv' }

async function addSource(api: Api, entityName: string, path: string, primaryKey = 'id') {
  await api.post('manage/datasources', { kind: 'file', name: entityName, entityName, primaryKey, path })
}

/** An instance with a shop and a club of a few people, refreshed, and the definition that is proposed for them. */
async function shopAndClub() {
  const { api, instance } = await freshInstance()
  await dropFile(`shop-${instance.id}.csv`, 'id,email,name,city\n1,ann@x.org,Ann,Ede\n2,bob@x.org,Bob,Ede\n')
  await dropFile(`club-${instance.id}.csv`, 'id,email,name,city\n7,ann@x.org,Ann,Ede\n8,cas@x.org,Cas,Urk\n')
  await addSource(api, 'Shop', `shop-${instance.id}.csv`)
  await addSource(api, 'Club', `club-${instance.id}.csv`)
  await ended(api, await submit(api, 'ingestion'))
  const { json: proposal } = await api.get('manage/unification/proposal')
  return { api, instance, proposal }
}

type Link = { RecordKey: string; CustomerId: string }

const eventsOf = async (instanceId: string) => {
  const where = { instanceId, type: 'unification-refresh-completed' }
  return (await database().event.findMany({ where, orderBy: { id: 'asc' } })).map(({ payload }) => payload)
}

test('two files become customers, whom segments and measures may use, and the event says how many', async () => {
  const { api, instance } = await freshInstance()
  await mkdir(dropFolder(), { recursive: true })
  for (const [entityName, file] of Object.entries(FILES)) {
    await copyFile(join('lib/insights/sample', file), join(dropFolder(), file))
    await addSource(api, entityName, file, 'rec_id')
  }
  await ended(api, await submit(api, 'ingestion'))
  const { json: proposal } = await api.get('manage/unification/proposal')
  expect((await api.put('manage/unification', proposal)).status).toBe(200)
  const both = ['Contact_rec_id', 'LoyaltyMember_rec_id'].map(attribute => ({ attribute, operator: 'isNotNull' }))
  await api.post('manage/segments', { kind: 'rule', name: 'Both', entityName: 'Customer', rule: { all: both } })

  const jobId = await submit(api, 'all')
  const job = await ended(api, jobId)
  expect(job.jobStatus).toBe('successful')
  const operations = job.tasks.map(({ operationType }: { operationType: string }) => operationType)
  expect(operations).toEqual(['ingestion', 'ingestion', 'map', 'match', 'merge', 'segmentation'])

  const { json: unification } = await api.get('manage/unification')
  expect(unification).toMatchObject({ ...proposal, result: { sourceRecords: 10_000, kept: 0 } })
  const { customers, matched, rules } = unification.result
  expect(customers).toBe(10_000 - matched)
  expect(rules.reduce((sum: number, { links }: { links: number }) => sum + links, 0)).toBe(matched)
  expect((await api.get('manage/segments/Both')).json.evaluationStatus.entityCount).toBe(matched)
  expect(await eventsOf(instance.id)).toMatchObject([
    { status: 'successful', submissionKind: 'onDemand', profiles: customers, sourceRecords: 10_000, jobId },
  ])

  const { json: page } = await api.get('data/CustomerLink?$top=1&$filter=Score gt 0.5')
  const id = page.value[0].CustomerId
  expect((await api.get(`data/Customer/${id}`)).json).toMatchObject({
    CustomerId: id,
    LoyaltyMember_rec_id: page.value[0].RecordKey,
  })
  expect((await api.get(`data/CustomerLink?$filter=CustomerId eq '${id}'`)).json.value).toHaveLength(2)
}, 60_000)

test('a second refresh keeps every id; of a customer who is split, one keeps it', async () => {
  const { api, instance, proposal } = await shopAndClub()
  await api.put('manage/unification', proposal)
  await ended(api, await submit(api, 'unification'))
  const links = async () => (await api.get('data/CustomerLink?$orderby=EntityName,RecordKey')).json.value
  const before = await links()
  expect(before).toHaveLength(4)
  await ended(api, await submit(api, 'unification'))
  expect(await links()).toEqual(before)
  expect((await api.get('manage/unification')).json.result).toMatchObject({ customers: 3, kept: 3, added: 0 })

  await dropFile(`club-${instance.id}.csv`, 'id,email,name,city\n7,new@x.org,Zed,Urk\n8,cas@x.org,Cas,Urk\n')
  await ended(api, await submit(api, 'all'))
  const after = await links()
  const idsOf = (all: Link[], ...keys: string[]) =>
    keys.map(key => all.find(link => link.RecordKey === key)?.CustomerId)
  expect(idsOf(after, '2', '8')).toEqual(idsOf(before, '2', '8'))
  const [ann] = idsOf(before, '1')
  expect(idsOf(after, '1', '7').filter(id => id === ann)).toHaveLength(1)
})

test('what fails on the way is told in the event, and the customers stay as they were', async () => {
  const { api, instance, proposal } = await shopAndClub()
  await api.put('manage/unification', proposal)
  await ended(api, await submit(api, 'all'))
  await dropFile(`club-${instance.id}.csv`, 'id,email\n7\n')
  const job = await ended(api, await submit(api, 'all'))
  expect(job.jobStatus).toBe('failed')
  expect(job.tasks.slice(2).map(({ taskStatus }: { taskStatus: string }) => taskStatus)).toEqual([
    'skipped',
    'skipped',
    'skipped',
  ])
  expect(await eventsOf(instance.id)).toMatchObject([{ status: 'successful' }, { status: 'skipped' }])
  expect((await api.get('manage/entities/Customer')).json.rows).toBe(3)
})

test('each phase takes what the one before it left, and says what to run first', async () => {
  const { api, instance, proposal } = await shopAndClub()
  await api.put('manage/unification', proposal)
  const error = async (operation: string) => (await ended(api, await submit(api, operation))).tasks[0].ciError?.message
  expect(await error('match')).toMatch(/run Map first/)
  expect(await error('map')).toBeUndefined()
  expect(await error('merge')).toMatch(/run Match first/)
  expect(await error('match')).toBeUndefined()
  expect(await error('map')).toBeUndefined()
  expect(await error('merge')).toMatch(/mapped again since/)
  expect(await error('match')).toBeUndefined()
  await api.put('manage/unification', proposal)
  expect(await error('merge')).toMatch(/changed since/)
  expect(await eventsOf(instance.id)).toMatchObject(Array(3).fill({ status: 'failed' }))
})

test('a definition that does not fit the entities is refused, with the place of each mistake', async () => {
  const { api, proposal } = await shopAndClub()
  const [shop, club] = proposal.map
  const paths = async (definition: object) => {
    const { status, json } = await api.put('manage/unification', definition)
    return [status, ...(json.errors ?? []).map(({ path }: { path: string }) => path)]
  }
  expect(await paths({ ...proposal, map: [shop, { ...club, entityName: 'Nothing' }] })).toContain('map.1.entityName')
  expect(await paths({ ...proposal, map: [{ ...shop, primaryKey: 'gone' }, club] })).toEqual([422, 'map.0.primaryKey'])
  const attributes = [{ name: 'gone', type: 'Contact.Email' }, ...shop.attributes.slice(1)]
  expect(await paths({ ...proposal, map: [{ ...shop, attributes }, club] })).toEqual([422, 'map.0.attributes.0.name'])
  expect(await paths({ ...proposal, match: proposal.match.slice(0, 1) })).toEqual([422, 'match'])
  const merge = [{ name: 'CustomerId', from: [{ entityName: 'Shop', attribute: 'gone' }], precedence: 'mostRecent' }]
  expect(await paths({ ...proposal, merge })).toEqual([
    422,
    'merge.0.name',
    'merge.0.precedence',
    'merge.0.from.0.attribute',
  ])
  const conditions = [{ type: 'Person.BirthDate', method: 'exact' }]
  const match = [proposal.match[0], { ...proposal.match[1], rules: [{ name: 'Age', conditions }] }]
  expect(await paths({ ...proposal, match })).toEqual([422, 'match.1.rules.0.conditions.0.type'])
  expect((await paths({ ...proposal, map: [] }))[0]).toBe(400)
  expect(
    (await paths({ ...proposal, match: [{ entityName: 'Shop', rules: [{ name: 'x', conditions: [] }] }] }))[0],
  ).toBe(400)
  expect((await api.get('manage/unification')).json).toMatchObject({ map: [], definedAt: null })
})

test('an attribute that is gone by the time of the refresh fails it, and says which', async () => {
  const { api, instance, proposal } = await shopAndClub()
  await api.put('manage/unification', proposal)
  await database().entity.updateMany({
    where: { instanceId: instance.id, name: 'Club' },
    data: {
      attributes: [
        { name: 'id', type: 'integer' },
        { name: 'email', type: 'text' },
      ],
    },
  })
  const job = await ended(api, await submit(api, 'unification'))
  expect(job.tasks[0].ciError.message).toMatch(
    /does not fit its entities any more: map\.0\.attributes\.\d\.name: there is no attribute name in Club/,
  )
})

test('what it makes goes with it, and no source may fill an entity of those names', async () => {
  const { api, proposal } = await shopAndClub()
  await api.put('manage/unification', proposal)
  await ended(api, await submit(api, 'unification'))
  expect((await api.get('manage/entities')).json.map(({ name }: { name: string }) => name)).toContain('Customer')
  expect((await api.delete('manage/unification')).status).toBe(204)
  expect((await api.get('manage/entities')).json.map(({ name }: { name: string }) => name)).not.toContain('Customer')
  expect((await api.delete('manage/unification')).status).toBe(204)
  expect((await api.post('workflows/main/jobs?operationType=unification')).status).toBe(422)
  const source = { kind: 'file', name: 'x', entityName: 'Customer' }
  expect((await api.post('manage/datasources', source)).status).toBe(400)
})

test('a viewer sees it and changes nothing; another environment has its own', async () => {
  const { api, instance, proposal } = await shopAndClub()
  await api.put('manage/unification', proposal)
  const viewer = apiOf(instance.id, (await makeKey(instance.id, 'Viewer')).key)
  expect((await viewer.get('manage/unification')).status).toBe(200)
  expect((await viewer.put('manage/unification', proposal)).status).toBe(403)
  expect((await viewer.delete('manage/unification')).status).toBe(403)
  const { api: other } = await freshInstance()
  expect((await other.get('manage/unification')).json).toMatchObject({ map: [], result: null })
})
