import { expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { apiOf, freshInstance, makeEntity, nsw } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

const definition = { entityName: 'Contact', aggregate: { operation: 'avg', attribute: 'age' }, filter: nsw }
const measure = { kind: 'business', name: 'MeanAge', displayName: 'Mean age', definition }

test('a measure is added, read, listed and removed', async () => {
  const { api, instance } = await freshInstance()
  const created = await api.post('manage/measures', measure)
  expect(created.status).toBe(201)
  expect(created.headers.get('location')).toBe(
    `${config().appUrl}/api/v1/instances/${instance.id}/manage/measures/MeanAge`,
  )
  expect(created.json).toEqual({
    ...measure,
    definition: { ...definition, isScalar: true, dimensions: [] },
    description: null,
    state: 'active',
    latestEvaluation: { state: 'none', endTime: null, error: null },
    output: null,
  })
  expect((await api.get('manage/measures/MeanAge')).json).toEqual({ ...created.json, outputHistory: [] })
  expect((await api.get('manage/measures')).json).toEqual([created.json])
  expect((await api.delete('manage/measures/MeanAge')).status).toBe(204)
  expect((await api.get('manage/measures/MeanAge')).status).toBe(404)
})

test('the name is unique in its instance', async () => {
  const { api } = await freshInstance()
  await api.post('manage/measures', measure)
  expect((await api.post('manage/measures', measure)).status).toBe(409)
})

test('a new measure is evaluated once, by a job of its own, if its entity exists', async () => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  const { json } = await api.post('manage/measures', measure)
  expect(json.latestEvaluation.state).toBe('running')
  const { json: jobs } = await api.get('workflows/main/jobs')
  expect(jobs.value).toMatchObject([{ operationType: 'measures', idList: ['MeanAge'], jobStatus: 'queued' }])
})

test.each([
  ['an attribute that is not there', { aggregate: { operation: 'sum', attribute: 'income' } }, 'aggregate.attribute'],
  ['the mean of texts', { aggregate: { operation: 'avg', attribute: 'state' } }, 'aggregate.attribute'],
  [
    'a filter that does not fit',
    { filter: { all: [{ attribute: 'x', operator: 'isNull' }] } },
    'filter.all.0.attribute',
  ],
])('%s is refused where the entity exists', async (_, part, path) => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  const refused = await api.post('manage/measures', { ...measure, definition: { ...definition, ...part } })
  expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: `definition.${path}` }] } })
  expect((await api.get('manage/measures')).json).toEqual([])
})

test('a changed measure has the new definition; name and kind are fixed', async () => {
  const { api } = await freshInstance()
  await api.post('manage/measures', measure)
  const count = { entityName: 'Member', aggregate: { operation: 'count' } }
  const { json } = await api.put('manage/measures/MeanAge', { kind: 'business', definition: count })
  expect(json).toMatchObject({ displayName: 'MeanAge', definition: { ...count, isScalar: true, dimensions: [] } })
  expect(json.definition).not.toHaveProperty('filter')
  expect((await api.put('manage/measures/MeanAge', { ...measure, name: 'Other' })).status).toBe(422)
  expect((await api.put('manage/measures/MeanAge', { kind: 'external' })).status).toBe(422)
})

test('an inactive measure is not evaluated when it changes; one that is made active is, once', async () => {
  const { api, instance } = await freshInstance()
  await makeEntity(api, instance.id)
  await api.post('manage/measures', { ...measure, state: 'inactive' })
  await api.put('manage/measures/MeanAge', measure)
  expect((await api.get('workflows/main/jobs')).json.value).toEqual([])
  expect((await api.put('manage/measures/MeanAge/activate')).json.state).toBe('active')
  expect((await api.get('workflows/main/jobs')).json.value).toHaveLength(1)
  expect((await api.put('manage/measures/MeanAge/deactivate')).json.state).toBe('inactive')
})

test('values are texts, with their history', async () => {
  const { api } = await freshInstance()
  await api.post('manage/measures', { kind: 'external', name: 'Revenue' })
  await api.post('manage/measures/Revenue/reports', { value: 48.1 })
  await api.post('manage/measures/Revenue/reports', { value: -0.25 })
  const { json } = await api.get('manage/measures/Revenue')
  expect(json).toMatchObject({
    definition: { isScalar: true, dimensions: [] },
    latestEvaluation: { state: 'completed', error: null },
    output: { measureName: 'Revenue', values: { value: '-0.25' } },
  })
  expect(json.outputHistory.map((past: { values: object }) => past.values)).toEqual([
    { value: '48.1' },
    { value: '-0.25' },
  ])
  expect(json.output.evaluationTime).toBe(json.latestEvaluation.endTime)
  expect((await api.get('manage/measures?includeHistoricStats=true')).json).toEqual([json])
  expect((await api.get('manage/measures')).json[0]).not.toHaveProperty('outputHistory')
})

test('a viewer reads measures and changes none', async () => {
  const { api, instance } = await freshInstance()
  const { json } = await api.post('manage/measures', measure)
  const { key } = await makeKey(instance.id, 'Viewer')
  const viewer = apiOf(instance.id, key)
  expect((await viewer.post('manage/measures', { ...measure, name: 'B' })).status).toBe(403)
  expect((await viewer.put('manage/measures/MeanAge', measure)).status).toBe(403)
  expect((await viewer.put('manage/measures/MeanAge/deactivate')).status).toBe(403)
  expect((await viewer.post('manage/measures/MeanAge/reports', { value: 1 })).status).toBe(403)
  expect((await viewer.delete('manage/measures/MeanAge')).status).toBe(403)
  expect((await viewer.get('manage/measures')).json).toEqual([json])
})
