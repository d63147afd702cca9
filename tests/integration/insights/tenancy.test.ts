import { beforeAll, expect, test } from 'vitest'
import { type Api, apiOf, freshInstance, makeEntity, nsw, submit } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

/** Everything in one instance, called for through another by somebody who may do anything there. */
let mine: Api
let theirs: Api
let ids: { source: string; job: string }

beforeAll(async () => {
  const there = await freshInstance()
  theirs = there.api
  const source = await makeEntity(theirs, there.instance.id)
  await theirs.post('manage/segments', { kind: 'rule', name: 'Nsw', entityName: 'Contact', rule: nsw })
  await theirs.post('manage/measures', { kind: 'external', name: 'Revenue' })
  ids = { source, job: await submit(theirs, 'segmentation') }
  const here = await freshInstance()
  mine = apiOf(here.instance.id, (await makeKey(here.instance.id, 'Admin')).key)
})

const count = { kind: 'external' }

test.each<[keyof Api, string, object?]>([
  ['get', 'manage/datasources/SOURCE'],
  ['patch', 'manage/datasources/SOURCE', { isActive: false }],
  ['delete', 'manage/datasources/SOURCE'],
  ['put', 'manage/datasources/SOURCE/file'],
  ['post', 'manage/datasources/SOURCE/reports', { status: 'successful' }],
  ['get', 'manage/entities/Contact'],
  ['get', 'manage/segments/Nsw'],
  ['get', 'manage/segments/Nsw/members'],
  ['put', 'manage/segments/Nsw', { kind: 'rule', entityName: 'Contact', rule: nsw }],
  ['put', 'manage/segments/Nsw/activate'],
  ['put', 'manage/segments/Nsw/deactivate'],
  ['delete', 'manage/segments/Nsw'],
  ['post', 'manage/segments/Nsw/reports', { memberCount: 1 }],
  ['get', 'manage/measures/Revenue'],
  ['put', 'manage/measures/Revenue', count],
  ['put', 'manage/measures/Revenue/activate'],
  ['put', 'manage/measures/Revenue/deactivate'],
  ['delete', 'manage/measures/Revenue'],
  ['post', 'manage/measures/Revenue/reports', { value: 1 }],
  ['get', 'workflows/main/jobs/JOB'],
  ['post', 'workflows/main/jobs/JOB/cancel'],
])('%s %s: an object of another instance is not there', async (method, path, body) => {
  const before = await everything(theirs)
  const answer = await mine[method](path.replace('SOURCE', ids.source).replace('JOB', ids.job), body)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await everything(theirs)).toEqual(before)
})

test('identifiers of another instance are unknown', async () => {
  expect((await mine.post(`workflows/main/jobs?operationType=ingestion&identifiers=${ids.source}`)).status).toBe(422)
})

test('lists show what is in the instance, and nothing else', async () => {
  expect(await everything(mine)).toEqual([[], [], [], [], { value: [] }, []])
})

test.each([
  'manage/datasources',
  'manage/entities',
  'manage/segments',
  'manage/measures',
  'workflows/main/jobs',
  'workflows/main/status',
])('%s of an instance in which somebody has no role is not there', async path => {
  const here = await freshInstance()
  const stranger = apiOf(here.instance.id, (await makeKey((await freshInstance()).instance.id, 'Admin')).key)
  expect((await stranger.get(path)).status).toBe(404)
})

async function everything(api: Api) {
  const paths = ['manage/datasources', 'manage/entities', 'manage/segments', 'manage/measures']
  const answers = await Promise.all(
    [...paths, 'workflows/main/jobs', 'workflows/main/status'].map(path => api.get(path)),
  )
  return answers.map(({ json }) => json)
}
