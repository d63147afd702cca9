import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { apiOf, freshInstance, makeEntity, nsw } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

const segment = { kind: 'rule', name: 'NswContacts', friendlyName: 'Contacts in NSW', entityName: 'Contact', rule: nsw }

test('a segment is added, read, listed and removed', async () => {
  const { api, instance } = await freshInstance()
  const created = await api.post('manage/segments', segment)
  expect(created.status).toBe(201)
  expect(created.headers.get('location')).toBe(
    `${config().appUrl}/api/v1/instances/${instance.id}/manage/segments/NswContacts`,
  )
  expect(created.json).toEqual({
    ...segment,
    description: null,
    state: 'active',
    evaluationStatus: { jobStatus: 'None', evaluationDate: null, entityCount: null, error: null },
  })
  expect((await api.get('manage/segments/NswContacts')).json).toEqual(created.json)
  expect((await api.get('manage/segments')).json).toEqual([created.json])
  expect((await api.delete('manage/segments/NswContacts')).status).toBe(204)
  expect((await api.get('manage/segments/NswContacts')).status).toBe(404)
  expect((await api.delete('manage/segments/NswContacts')).status).toBe(404)
})

test('the name is unique in its instance', async () => {
  const { api } = await freshInstance()
  await api.post('manage/segments', segment)
  expect((await api.post('manage/segments', segment)).status).toBe(409)
  expect((await (await freshInstance()).api.post('manage/segments', segment)).status).toBe(201)
})

test('a new segment is evaluated once, by a job of its own, if its entity exists', async () => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  const { json } = await api.post('manage/segments', segment)
  expect(json.evaluationStatus.jobStatus).toBe('Queued')
  const { json: jobs } = await api.get('workflows/main/jobs')
  expect(jobs.value).toMatchObject([{ operationType: 'segmentation', idList: ['NswContacts'], jobStatus: 'queued' }])
})

test('a new segment over an entity that does not exist yet waits for a refresh', async () => {
  const { api } = await freshInstance()
  await api.post('manage/segments', segment)
  expect((await api.get('workflows/main/jobs')).json.value).toEqual([])
})

test.each([
  ['an attribute that is not there', { attribute: 'postcode', operator: 'eq', value: 'x' }, 'attribute'],
  ['a value of another type', { attribute: 'age', operator: 'gt', value: 'old' }, 'value'],
  ['an operator that does not apply', { attribute: 'age', operator: 'contains', value: '4' }, 'operator'],
  ['a day that does not exist', { attribute: 'born', operator: 'lt', value: '2026-02-31' }, 'value'],
])('a rule with %s is refused where the entity exists', async (_, condition, member) => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  const refused = await api.post('manage/segments', { ...segment, rule: { all: [condition] } })
  expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: `rule.all.0.${member}` }] } })
  expect((await api.get('manage/segments')).json).toEqual([])
})

test('a changed segment has the new definition and is evaluated once', async () => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  await api.post('manage/segments', { ...segment, description: 'Those in Sydney, too' })
  const rule = { any: [{ attribute: 'age', operator: 'ge', value: 65 }] }
  const { json } = await api.put('manage/segments/NswContacts', { kind: 'rule', entityName: 'Contact', rule })
  expect(json).toMatchObject({ friendlyName: 'NswContacts', description: null, rule, state: 'active' })
  expect((await api.get('workflows/main/jobs')).json.value).toHaveLength(2)
})

test('name and kind are fixed', async () => {
  const { api } = await freshInstance()
  const { json } = await api.post('manage/segments', segment)
  expect((await api.put('manage/segments/NswContacts', { ...segment, name: 'Other' })).status).toBe(422)
  expect((await api.put('manage/segments/NswContacts', { kind: 'external' })).status).toBe(422)
  expect((await api.get('manage/segments/NswContacts')).json).toEqual(json)
})

test('an inactive segment is not evaluated when it changes; one that is made active is, once', async () => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  await api.post('manage/segments', { ...segment, state: 'inactive' })
  expect((await api.put('manage/segments/NswContacts', segment)).json.state).toBe('inactive')
  expect((await api.get('workflows/main/jobs')).json.value).toEqual([])
  expect((await api.put('manage/segments/NswContacts/activate')).json.state).toBe('active')
  await api.put('manage/segments/NswContacts/activate')
  expect((await api.get('workflows/main/jobs')).json.value).toHaveLength(1)
  expect((await api.put('manage/segments/NswContacts/deactivate')).json.state).toBe('inactive')
})

test('a segment whose rule fits its entity no more can still be deactivated', async () => {
  const { api, instance } = await freshInstance()
  await api.post('manage/segments', { ...segment, rule: { all: [{ ...nsw.all[0], attribute: 'gone' }] } })
  await makeEntity(api, instance.id)
  expect((await api.put('manage/segments/NswContacts/deactivate')).status).toBe(200)
  expect((await api.put('manage/segments/NswContacts/activate')).status).toBe(422)
})

test('history is shown where it is asked for, as far back as it is asked for', async () => {
  const { api } = await freshInstance()
  await api.post('manage/segments', { kind: 'external', name: 'Vip' })
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  for (const [memberCount, days] of [
    [10, 40],
    [20, 5],
    [30, 1],
  ] as const) {
    await api.post('manage/segments/Vip/reports', { memberCount, evaluatedAt: daysAgo(days) })
  }
  const counts = async (path: string) => {
    const { json } = await api.get(path)
    return [json].flat()[0].evaluationStatusHistory?.map((past: { entityCount: number }) => past.entityCount)
  }
  expect(await counts('manage/segments/Vip')).toBeUndefined()
  expect(await counts('manage/segments/Vip?includeHistoricStats=true')).toEqual([20, 30])
  expect(await counts('manage/segments?includeHistoricStats=true&historicStatsDays=2')).toEqual([30])
  expect(await counts('manage/segments/Vip?includeHistoricStats=true&historicStatsDays=90')).toEqual([10, 20, 30])
})

test('removing a segment removes its history and thresholds', async () => {
  const { api, instance } = await freshInstance()
  await api.post('manage/segments', { kind: 'external', name: 'Vip' })
  await api.post('manage/segments/Vip/reports', { memberCount: 1 })
  const { id } = await database().segment.findFirstOrThrow({ where: { instanceId: instance.id } })
  await database().threshold.create({ data: { instanceId: instance.id, segmentId: id, value: 2 } })
  await api.delete('manage/segments/Vip')
  expect(await database().evaluation.count({ where: { instanceId: instance.id } })).toBe(0)
  expect(await database().threshold.count({ where: { instanceId: instance.id } })).toBe(0)
})

test('what was changed, and by whom, is in the audit log', async () => {
  const { api, instance } = await freshInstance()
  await api.post('manage/segments', segment)
  await api.put('manage/segments/NswContacts', segment)
  await api.put('manage/segments/NswContacts/deactivate')
  await api.delete('manage/segments/NswContacts')
  const entries = await database().auditEntry.findMany({ where: { instanceId: instance.id }, orderBy: { id: 'asc' } })
  expect(entries.map(({ action }) => action)).toEqual(
    ['create', 'update', 'deactivate', 'delete'].map(verb => `segment.${verb}`),
  )
})

test('a viewer reads segments and changes none', async () => {
  const { api, instance } = await freshInstance()
  const { json } = await api.post('manage/segments', segment)
  const { key } = await makeKey(instance.id, 'Viewer')
  const viewer = apiOf(instance.id, key)
  expect((await viewer.post('manage/segments', { ...segment, name: 'B' })).status).toBe(403)
  expect((await viewer.put('manage/segments/NswContacts', segment)).status).toBe(403)
  expect((await viewer.put('manage/segments/NswContacts/deactivate')).status).toBe(403)
  expect((await viewer.post('manage/segments/NswContacts/reports', { memberCount: 1 })).status).toBe(403)
  expect((await viewer.delete('manage/segments/NswContacts')).status).toBe(403)
  expect((await viewer.get('manage/segments')).json).toEqual([json])
})
