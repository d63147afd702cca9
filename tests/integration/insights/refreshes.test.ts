import { expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { freshInstance, makeEntity } from '#tests/support/insights.ts'

test('the refreshes of a file are its tasks, newest first', async () => {
  const { api, instance } = await freshInstance()
  const source = await makeEntity(api, instance.id)
  const other = await makeEntity(api, instance.id, { name: 'loyalty', entityName: 'Member' })
  expect((await api.get(`manage/datasources/${source}/refreshes`)).json).toEqual([])
  for (const id of [source, source, other])
    await api.post(`workflows/main/jobs?operationType=ingestion&identifiers=${id}`)
  const [first] = await database().refreshTask.findMany({ where: { identifier: source }, orderBy: { id: 'asc' } })
  const ended = { status: 'failed', startedAt: new Date(1e12), endedAt: new Date(1e12 + 5), error: 'line 3' } as const
  await database().refreshTask.update({ where: { id: first?.id }, data: ended })

  const { json } = await api.get(`manage/datasources/${source}/refreshes`)
  expect(json).toHaveLength(2)
  expect(json[0]).toMatchObject({ status: 'queued', startedAt: null, endedAt: null, error: null })
  expect(json[1]).toEqual({
    id: first?.id,
    status: 'failed',
    startedAt: '2001-09-09T01:46:40.000Z',
    endedAt: '2001-09-09T01:46:40.005Z',
    rows: null,
    error: 'line 3',
    jobId: first?.jobId,
  })
  expect((await api.get(`manage/datasources/${source}/refreshes?$top=1`)).json).toEqual([json[0]])
})

test('the refreshes of what is refreshed elsewhere are its reports', async () => {
  const { api } = await freshInstance()
  const { json: source } = await api.post('manage/datasources', { kind: 'external', name: 'dbt' })
  const path = `manage/datasources/${source.dataSourceId}`
  await api.post(`${path}/reports`, { status: 'failed', errorMessage: 'no disk', endedAt: '2026-01-01T00:00:00Z' })
  await api.post(`${path}/reports`, { status: 'successful', rows: 7 })
  const { json } = await api.get(`${path}/refreshes`)
  expect(json).toMatchObject([
    { status: 'successful', rows: 7, error: null, jobId: null },
    { status: 'failed', rows: null, error: 'no disk', startedAt: null, endedAt: '2026-01-01T00:00:00.000Z' },
  ])
})

test('the refreshes of another instance’s data source are not there', async () => {
  const { api } = await freshInstance()
  const { api: elsewhere } = await freshInstance()
  const { json: source } = await elsewhere.post('manage/datasources', { kind: 'external', name: 'dbt' })
  expect((await api.get(`manage/datasources/${source.dataSourceId}/refreshes`)).status).toBe(404)
  expect((await api.get('manage/datasources/not-an-id/refreshes')).status).toBe(400)
})
