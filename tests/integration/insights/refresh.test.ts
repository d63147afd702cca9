import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database, transaction } from '#lib/database/client.ts'
import { uploadFolder } from '#lib/insights/folders.ts'
import { startJobRunner } from '#lib/insights/jobs/start.ts'
import { seedSampleData } from '#lib/insights/sample/seed.ts'
import { request } from '#tests/support/api.ts'
import { type Api, dropFile, ended, freshInstance, submit } from '#tests/support/insights.ts'
import { until } from '#tests/support/until.ts'

// Real files through the real port, by the runner as a worker starts it.
let runner: { stop(): Promise<void> }

beforeAll(async () => {
  runner = await startJobRunner()
})

afterAll(() => runner.stop())

async function source(api: Api, path: string) {
  const { json } = await api.post('manage/datasources', {
    kind: 'file',
    name: 'crm',
    friendlyName: 'CRM contacts',
    entityName: 'Contact',
    primaryKey: 'id',
    path,
  })
  return {
    refresh: async () => ended(api, await submit(api, 'ingestion')),
    read: async () => (await api.get(`manage/datasources/${json.dataSourceId}`)).json,
    id: json.dataSourceId as string,
  }
}

const count = async (api: Api, name: string) =>
  (await api.get(`manage/segments/${name}`)).json.evaluationStatus.entityCount

test('the sample data refreshes, and every segment and measure has its number', async () => {
  const { api, instance } = await freshInstance()
  await transaction(tx => seedSampleData(tx, instance))
  const { json: jobs } = await api.get('workflows/main/jobs')
  const job = await ended(api, jobs.value[0].jobId)
  expect(job).toMatchObject({ jobStatus: 'successful', operationType: 'all', submittedBy: 'Sample data' })
  const { json: sources } = await api.get('manage/datasources')
  expect(sources).toMatchObject([
    { name: 'crm', friendlyName: 'CRM contacts', entityName: 'Contact', rows: 5000, refreshState: 'updated' },
    { name: 'loyalty', friendlyName: 'Loyalty members', entityName: 'LoyaltyMember', rows: 5000 },
  ])
  const { json: segments } = await api.get('manage/segments')
  const members = segments.map((segment: { name: string; evaluationStatus: { entityCount: number } }) => [
    segment.name,
    segment.evaluationStatus.entityCount,
  ])
  expect(Object.fromEntries(members)).toEqual({
    NswContacts: 1686,
    OlderContacts: 2017,
    ContactsWithoutStreetNumber: 158,
    VicMembers: 1192,
    YoungerMembers: 941,
    MembersWithoutName: 334,
    LoyalCustomers: 4988,
  })
  const { json: measures } = await api.get('manage/measures')
  const values = measures.map((measure: { name: string; output: { values: { value: string } } }) => [
    measure.name,
    measure.output.values.value,
  ])
  expect(Object.fromEntries(values)).toEqual({
    ContactCount: '5000',
    CustomerCount: '5012',
    MemberCount: '5000',
    ContactSuburbs: '1634',
    MembersWithoutBirthDate: '199',
  })
})

test('a file that grows past a threshold is one event, with what was and what is', async () => {
  const { api, instance } = await freshInstance()
  await dropFile('grows.csv', 'id,state\n1,nsw\n2,vic\n')
  const crm = await source(api, 'grows.csv')
  await crm.refresh()
  await api.post('manage/segments', {
    kind: 'rule',
    name: 'Nsw',
    entityName: 'Contact',
    rule: { all: [{ attribute: 'state', operator: 'eq', value: 'nsw' }] },
  })
  await until(async () => (await count(api, 'Nsw')) === 1)
  const { id } = await database().segment.findFirstOrThrow({ where: { instanceId: instance.id } })
  await database().threshold.create({ data: { instanceId: instance.id, segmentId: id, value: 2, armed: true } })
  await dropFile('grows.csv', 'id,state\n1,nsw\n2,nsw\n3,nsw\n')
  const job = await ended(api, await submit(api, 'all'))
  const events = await database().event.findMany({
    where: { instanceId: instance.id, type: 'segment-threshold-crossed' },
  })
  expect(events.map(({ payload }) => payload)).toMatchObject([
    { previousValue: 1, currentValue: 3, threshold: 2, jobId: job.jobId },
  ])
})

test.each([
  ['that is not there', undefined, 'broken.csv does not exist.'],
  ['with a broken row', 'id,age\n1,2\n2\n', /broken\.csv, line 3/],
  ['with a value of another type', 'id,age\n1,2\n2,old\n', /broken\.csv, line 3, column "age"/],
  ['of zero bytes', '', /broken\.csv.*empty/],
  ['that has a primary key twice', 'id,age\n1,2\n1,3\n', /broken\.csv, line 3, column "id"/],
])('a file %s fails the refresh and says where; the last good version stays', async (_, content, message) => {
  const { api } = await freshInstance()
  await dropFile('broken.csv', 'id,age\n1,20\n2,30\n')
  const crm = await source(api, 'broken.csv')
  await crm.refresh()
  if (content === undefined) await rm(join(config().dataDir, 'files', 'broken.csv'))
  else await dropFile('broken.csv', content)
  const job = await crm.refresh()
  expect(job).toMatchObject({ jobStatus: 'failed', tasks: [{ taskStatus: 'failed' }] })
  expect(job.tasks[0].ciError.message).toMatch(message)
  expect(await crm.read()).toMatchObject({ refreshState: 'updateFailed', error: job.tasks[0].ciError.message, rows: 2 })
  expect((await api.get('manage/entities/Contact')).json.rows).toBe(2)
})

test('what succeeded tells when it began, not when it ended', async () => {
  const { api, instance } = await freshInstance()
  await dropFile('began.csv', 'id\n1\n')
  const { refresh } = await source(api, 'began.csv')
  const { tasks } = await refresh()
  const { payload } = await database().event.findFirstOrThrow({ where: { instanceId: instance.id } })
  expect(payload).toMatchObject({ eventType: 'data-source-refresh-succeeded', startedAt: tasks[0].startTimestamp })
})

test('a header alone is zero rows', async () => {
  const { api } = await freshInstance()
  await dropFile('header.csv', 'id,age\n')
  const crm = await source(api, 'header.csv')
  expect((await crm.refresh()).jobStatus).toBe('successful')
  expect(await crm.read()).toMatchObject({ refreshState: 'updated', rows: 0 })
})

test('an uploaded file is what is refreshed, and the uploads before it are removed', async () => {
  const { api, instance } = await freshInstance()
  const crm = await source(api, 'nowhere.csv')
  const upload = (body: string) =>
    request('PUT', `${config().appUrl}/api/v1/instances/${instance.id}/manage/datasources/${crm.id}/file`, { body })
  await upload('id\n1\n')
  await upload('id\n1\n2\n')
  await crm.refresh()
  expect(await crm.read()).toMatchObject({ refreshState: 'updated', rows: 2, uploaded: true })
  const folder = uploadFolder(instance.id, crm.id)
  const [file, ...others] = await readdir(folder)
  expect(others).toEqual([])
  expect(await readFile(join(folder, file ?? ''), 'utf8')).toBe('id\n1\n2\n')
  await upload('id,id\n')
  expect((await crm.refresh()).tasks[0].ciError.message).toContain('crm.csv')
})

test('types are fixed by the first refresh, and a new column joins them', async () => {
  const { api } = await freshInstance()
  await dropFile('types.csv', 'id,postcode\n1,0800\n')
  const crm = await source(api, 'types.csv')
  await crm.refresh()
  await dropFile('types.csv', 'id,postcode,age\n1,2000,30\n')
  expect((await crm.refresh()).jobStatus).toBe('successful')
  expect((await api.get('manage/entities/Contact')).json.attributes).toEqual([
    { name: 'id', type: 'integer' },
    { name: 'postcode', type: 'text' },
    { name: 'age', type: 'integer' },
  ])
})
