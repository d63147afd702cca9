import { expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { type Api, freshInstance } from '#tests/support/insights.ts'

const events = (ids: string[]) => database().event.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })

async function payload(ids: string[]) {
  const found = await events(ids)
  expect(found).toHaveLength(1)
  return found[0]?.payload
}

async function segment(api: Api, instanceId: string, threshold?: number) {
  await api.post('manage/segments', { kind: 'external', name: 'Vip', friendlyName: 'VIPs' })
  const { id } = await database().segment.findFirstOrThrow({ where: { instanceId } })
  if (threshold !== undefined)
    await database().threshold.create({ data: { instanceId, segmentId: id, value: threshold } })
  return (memberCount: number, evaluatedAt?: string) =>
    api.post('manage/segments/Vip/reports', { memberCount, evaluatedAt })
}

test('a reported refresh of a data source is an event, with what was reported', async () => {
  const { api, instance } = await freshInstance()
  const { json: source } = await api.post('manage/datasources', {
    kind: 'external',
    name: 'shop',
    friendlyName: 'Shop',
  })
  const path = `manage/datasources/${source.dataSourceId}`
  const times = { startedAt: '2026-01-02T03:00:00.000Z', endedAt: '2026-01-02T03:04:05.000Z' }
  const ok = await api.post(`${path}/reports`, { status: 'successful', rows: 12, ...times })
  expect(ok.status).toBe(202)
  expect(await payload(ok.json.events)).toMatchObject({
    eventType: 'data-source-refresh-succeeded',
    instanceId: instance.id,
    dataSourceId: source.dataSourceId,
    dataSourceName: 'Shop',
    status: 'successful',
    rows: 12,
    submissionKind: 'external',
    ...times,
  })
  expect((await api.get(path)).json).toMatchObject({
    refreshState: 'updated',
    lastRefresh: times.endedAt,
    rows: 12,
    error: null,
  })

  const failed = await api.post(`${path}/reports`, { status: 'failed', errorMessage: 'no route to shop' })
  expect(await payload(failed.json.events)).toMatchObject({
    eventType: 'data-source-refresh-failed',
    errorMessage: 'no route to shop',
  })
  expect((await api.get(path)).json).toMatchObject({
    refreshState: 'updateFailed',
    rows: 12,
    error: 'no route to shop',
  })
})

test('a report is kept word for word, with who sent it', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id)
  const { json } = await report(7, '2026-01-02T03:04:05+01:00')
  expect(await database().report.findMany({ where: { instanceId: instance.id } })).toMatchObject([
    {
      id: json.id,
      subject: 'segment',
      body: { memberCount: 7, evaluatedAt: '2026-01-02T02:04:05.000Z' },
      reportedBy: 'ADMIN_API_KEY',
    },
  ])
})

test('a reported member count that rises above a threshold is an event', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id, 100)
  expect((await report(90)).json.events).toEqual([])
  expect((await report(100)).json.events).toEqual([])
  const crossing = await report(101)
  expect(await payload(crossing.json.events)).toMatchObject({
    eventType: 'segment-threshold-crossed',
    segmentName: 'Vip',
    segmentDisplayName: 'VIPs',
    threshold: 100,
    previousValue: 100,
    currentValue: 101,
    direction: 'above',
  })
  expect((await report(102)).json.events).toEqual([])
  expect((await api.get('manage/segments/Vip')).json.evaluationStatus).toMatchObject({
    jobStatus: 'CompletedSuccess',
    entityCount: 102,
  })
})

test('a report that comes late is kept in the history and compared with nothing', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id, 100)
  await report(50, '2026-01-03T00:00:00Z')
  expect((await report(500, '2026-01-02T00:00:00Z')).json.events).toEqual([])
  expect((await api.get('manage/segments/Vip')).json.evaluationStatus).toMatchObject({
    entityCount: 50,
    evaluationDate: '2026-01-03T00:00:00.000Z',
  })
  const history = await api.get('manage/segments/Vip?includeHistoricStats=true&historicStatsDays=3650')
  expect(history.json.evaluationStatusHistory).toHaveLength(2)
  expect((await report(101, '2026-01-03T00:00:00Z')).json.events).toHaveLength(1)
})

test('a report without a time is never late, even after one from a clock that runs ahead', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id, 100)
  await report(50, new Date(Date.now() + 60_000).toISOString())
  expect((await report(101)).json.events).toHaveLength(1)
})

test('a clock that runs hours ahead is believed: what comes after counts', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id, 100)
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  await report(50, inHours(1))
  expect((await report(101, inHours(2))).json.events).toHaveLength(1)
})

test('however many report the same rise at the same time, it is crossed once', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id, 100)
  await report(1)
  const answers = await Promise.all(Array.from({ length: 20 }, () => report(200)))
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202))
  expect(answers.flatMap(({ json }) => json.events)).toHaveLength(1)
  expect(await database().evaluation.count({ where: { instanceId: instance.id } })).toBe(21)
})

test('a reported measure that rises above a threshold is an event', async () => {
  const { api, instance } = await freshInstance()
  await api.post('manage/measures', { kind: 'external', name: 'Revenue' })
  const { id } = await database().measure.findFirstOrThrow({ where: { instanceId: instance.id } })
  await database().threshold.create({ data: { instanceId: instance.id, measureId: id, value: 0.5 } })
  await api.post('manage/measures/Revenue/reports', { value: -1 })
  const crossing = await api.post('manage/measures/Revenue/reports', { value: 0.75 })
  expect(crossing.status).toBe(202)
  expect(await payload(crossing.json.events)).toMatchObject({
    eventType: 'measure-threshold-crossed',
    measureName: 'Revenue',
    previousValue: -1,
    currentValue: 0.75,
  })
})

test('a full refresh that was completed elsewhere is an event', async () => {
  const { api } = await freshInstance()
  const { status, json } = await api.post('workflows/main/reports', {
    operationType: 'all',
    status: 'failed',
    tasksTotal: 5,
    tasksFailed: 1,
  })
  expect(status).toBe(202)
  expect(await payload(json.events)).toMatchObject({
    eventType: 'full-refresh-completed',
    status: 'failed',
    submissionKind: 'external',
    tasksTotal: 5,
    tasksFailed: 1,
    tasksSkipped: 0,
  })
})

test('a unification that was completed elsewhere is an event', async () => {
  const { api, instance } = await freshInstance()
  const { status, json } = await api.post('workflows/main/reports', {
    operationType: 'unification',
    status: 'successful',
    startedAt: '2026-11-23T08:00:00Z',
    endedAt: '2026-11-23T08:05:00Z',
    profiles: 5012,
    sourceRecords: 10_000,
  })
  expect(status).toBe(202)
  expect(await database().report.count({ where: { id: json.id, instanceId: instance.id } })).toBe(1)
  const event = await payload(json.events)
  expect(event).toMatchObject({
    eventType: 'unification-refresh-completed',
    status: 'successful',
    submissionKind: 'external',
    startedAt: '2026-11-23T08:00:00.000Z',
    endedAt: '2026-11-23T08:05:00.000Z',
    profiles: 5012,
    sourceRecords: 10_000,
  })
})

test('what is refreshed here takes no reports, and neither does what is inactive', async () => {
  const { api } = await freshInstance()
  const { json: file } = await api.post('manage/datasources', { kind: 'file', name: 'crm', entityName: 'Contact' })
  const { json: shop } = await api.post('manage/datasources', { kind: 'external', name: 'shop', isActive: false })
  await api.post('manage/segments', { kind: 'rule', name: 'All', entityName: 'Contact', rule: { all: [] } })
  await api.post('manage/segments', { kind: 'external', name: 'Vip', state: 'inactive' })
  const count = { entityName: 'Contact', aggregate: { operation: 'count' } }
  await api.post('manage/measures', { kind: 'business', name: 'Contacts', definition: count })
  await api.post('manage/measures', { kind: 'external', name: 'Revenue', state: 'inactive' })
  const refused = [
    await api.post(`manage/datasources/${file.dataSourceId}/reports`, { status: 'successful' }),
    await api.post(`manage/datasources/${shop.dataSourceId}/reports`, { status: 'successful' }),
    await api.post('manage/segments/All/reports', { memberCount: 1 }),
    await api.post('manage/segments/Vip/reports', { memberCount: 1 }),
    await api.post('manage/measures/Contacts/reports', { value: 1 }),
    await api.post('manage/measures/Revenue/reports', { value: 1 }),
  ]
  expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 422])
})

test('times that cannot be are refused', async () => {
  const { api, instance } = await freshInstance()
  const report = await segment(api, instance.id)
  expect((await report(1, new Date(Date.now() + 48 * 3_600_000).toISOString())).status).toBe(422)
  const backwards = { startedAt: '2026-01-02T00:00:00Z', endedAt: '2026-01-01T00:00:00Z' }
  const refused = await api.post('workflows/main/reports', { operationType: 'all', status: 'successful', ...backwards })
  expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: 'endedAt' }] } })
  expect(await database().report.count({ where: { instanceId: instance.id } })).toBe(0)
})
