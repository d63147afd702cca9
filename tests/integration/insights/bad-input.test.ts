import { beforeAll, expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { request } from '#tests/support/api.ts'
import { type Api, freshInstance, makeEntity, nsw } from '#tests/support/insights.ts'

let api: Api
let instanceId: string
let external: string

beforeAll(async () => {
  const fresh = await freshInstance()
  api = fresh.api
  instanceId = fresh.instance.id
  await makeEntity(api, instanceId)
  external = (await api.post('manage/datasources', { kind: 'external', name: 'shop' })).json.dataSourceId
  await api.post('manage/segments', { kind: 'external', name: 'Vip' })
  await api.post('manage/measures', { kind: 'external', name: 'Revenue' })
})

const file = { kind: 'file', name: 'x', entityName: 'X' }
const rule = { kind: 'rule', name: 'X', entityName: 'Contact', rule: nsw }
const business = {
  kind: 'business',
  name: 'X',
  definition: { entityName: 'Contact', aggregate: { operation: 'avg', attribute: 'age' } },
}
const long = 'x'.repeat(101)
const definition = (change: object) => ({ ...business, definition: { ...business.definition, ...change } })

const names: [string, unknown][] = [
  ['no name', undefined],
  ['an empty name', ''],
  ['a name of one hundred and one letters', long],
  ['a name with a comma', 'a,b'],
  ['a name with a slash', 'a/b'],
  ['a name with a blank', 'a b'],
  ['a name that begins with a digit', '1a'],
  ['a name that is a number', 7],
  ['null for a name', null],
]

const creations: [string, string, unknown][] = [
  ...['manage/datasources', 'manage/segments', 'manage/measures'].flatMap(path => [
    [path, 'no object', []] as [string, string, unknown],
    [path, 'text', 'x'] as [string, string, unknown],
    [path, 'nothing', {}] as [string, string, unknown],
    [path, 'an unknown kind', { name: 'X', kind: 'magic' }] as [string, string, unknown],
  ]),
  ...names.flatMap(([what, name]): [string, string, unknown][] => [
    ['manage/datasources', what, { ...file, name }],
    ['manage/segments', what, { ...rule, name }],
    ['manage/measures', what, { ...business, name }],
  ]),
  ['manage/datasources', 'no entity', { ...file, entityName: undefined }],
  ['manage/datasources', 'an entity with a dash', { ...file, entityName: 'a-b' }],
  ['manage/datasources', 'an empty path', { ...file, path: '' }],
  ['manage/datasources', 'a path that is a number', { ...file, path: 7 }],
  ['manage/datasources', 'an endless path', { ...file, path: 'x'.repeat(501) }],
  ['manage/datasources', 'an empty friendly name', { ...file, friendlyName: '  ' }],
  ['manage/datasources', 'text for isActive', { ...file, isActive: 'yes' }],
  ['manage/segments', 'no rule', { ...rule, rule: undefined }],
  ['manage/segments', 'a rule that is a list', { ...rule, rule: [] }],
  ['manage/segments', 'a state that is none', { ...rule, state: 'asleep' }],
  ['manage/segments', 'a friendly name of 201 letters', { ...rule, friendlyName: 'x'.repeat(201) }],
  ['manage/measures', 'no definition', { ...business, definition: undefined }],
  ['manage/measures', 'an unknown operation', definition({ aggregate: { operation: 'median', attribute: 'age' } })],
  ['manage/measures', 'the mean of nothing', definition({ aggregate: { operation: 'avg' } })],
  ['manage/measures', 'a dimension', definition({ dimensions: [{ field: 'state' }] })],
  ['manage/measures', 'more than one number', definition({ isScalar: false })],
  ['manage/measures', 'a filter that is none', definition({ filter: { state: 'nsw' } })],
]

const reports: [string, string, unknown][] = [
  ['manage/segments/Vip/reports', 'nothing', {}],
  ...[-1, 1.5, '7', null, 1e308, true].map((memberCount): [string, string, unknown] => [
    'manage/segments/Vip/reports',
    `the member count ${JSON.stringify(memberCount)}`,
    { memberCount },
  ]),
  ...['yesterday', '2026-01-01', '2026-01-01T00:00:00', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z', 7, null].map(
    (evaluatedAt): [string, string, unknown] => [
      'manage/segments/Vip/reports',
      `the time ${JSON.stringify(evaluatedAt)}`,
      { memberCount: 1, evaluatedAt },
    ],
  ),
  ['manage/measures/Revenue/reports', 'nothing', {}],
  ['manage/measures/Revenue/reports', 'text', { value: '7' }],
  ['manage/measures/Revenue/reports', 'null', { value: null }],
  ['manage/datasources/SHOP/reports', 'nothing', {}],
  ['manage/datasources/SHOP/reports', 'an unknown status', { status: 'fine' }],
  ['manage/datasources/SHOP/reports', 'half a row', { status: 'successful', rows: 0.5 }],
  ['manage/datasources/SHOP/reports', 'too many rows to be counted', { status: 'successful', rows: 2 ** 31 }],
  ['manage/datasources/SHOP/reports', 'an endless message', { status: 'failed', errorMessage: 'x'.repeat(4001) }],
  ['workflows/main/reports', 'nothing', {}],
  ['workflows/main/reports', 'an operation that is none', { operationType: 'ingestion', status: 'successful' }],
  ['workflows/main/reports', 'a status that is no end', { operationType: 'all', status: 'running' }],
  ['workflows/main/reports', 'tasks below zero', { operationType: 'all', status: 'failed', tasksFailed: -1 }],
]

test.each([...creations, ...reports])('POST %s with %s is a 400 that changes nothing', async (path, _, body) => {
  const before = await rows()
  const answer = await api.post(path.replace('SHOP', external), body)
  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ status: 400, error: { code: 'InvalidRequest' }, errors: expect.any(Array) })
  expect(await rows()).toEqual(before)
})

test.each<[keyof Api, string, number, unknown?]>([
  ['patch', 'manage/datasources/SHOP', 400, { isActive: 'no' }],
  ['patch', 'manage/datasources/SHOP', 400, { friendlyName: '' }],
  ['get', 'manage/datasources/7', 400],
  ['patch', 'manage/datasources/7', 400, {}],
  ['delete', 'manage/datasources/7', 400],
  ['put', 'manage/datasources/7/file', 400],
  ['post', 'manage/datasources/7/reports', 400, { status: 'successful' }],
  ['get', 'manage/segments?includeHistoricStats=maybe', 400],
  ['get', 'manage/segments?historicStatsDays=0', 400],
  ['get', 'manage/segments/Vip?historicStatsDays=1e9', 400],
  ['get', 'manage/measures?historicStatsDays=x', 400],
  ['put', 'manage/segments/Vip', 400, {}],
  ['put', 'manage/measures/Revenue', 400, { kind: 'business' }],
  ['get', 'manage/segments/%00', 400],
  ['get', 'manage/segments/a%2Fb', 404],
  ['put', 'manage/segments/%F0%9F%99%83/activate', 404],
  ['get', 'manage/measures/%00', 400],
  ['delete', 'manage/measures/%00', 400],
  ['get', 'manage/entities/%00', 400],
  ['get', 'workflows/main/jobs/7', 400],
  ['post', 'workflows/main/jobs/7/cancel', 400],
  ['get', 'workflows/main/jobs?$top=0', 400],
  ['get', 'workflows/main/jobs?$top=1001', 400],
  ['get', 'workflows/main/jobs?$skiptoken=x', 400],
  ['post', 'workflows/main/jobs?operationType=%00', 400],
  ['post', 'workflows/main/jobs?operationType=segmentation&identifiers=%F0%9F%99%83,,', 422],
  ['post', `workflows/main/jobs?operationType=segmentation&identifiers=${'x,'.repeat(30_000)}`, 400],
])('%s %s is a %i that changes nothing', async (method, path, status, body) => {
  const before = await rows()
  const answer = await api[method](path.replace('SHOP', external), body)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await rows()).toEqual(before)
})

test.each([
  ['what is not JSON', '{', 'application/json', 400],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400],
  ['another content type', '{}', 'text/plain', 415],
  ['more than a megabyte', `{"name":"${'x'.repeat(1_000_000)}"}`, 'application/json', 413],
  ['deep nesting', `{"kind":"rule","rule":${'{"all":['.repeat(9000)}${']}'.repeat(9000)}}`, 'application/json', 400],
])('%s is refused', async (_, body, type, status) => {
  const answer = await request('POST', `${config().appUrl}/api/v1/instances/${instanceId}/manage/segments`, {
    body,
    headers: { 'Content-Type': type },
  })
  expect(answer.status).toBe(status)
})

test.each(['manage/datasources', 'manage/entities', 'manage/segments', 'manage/measures', 'workflows/main/status'])(
  'DELETE %s is a 405 that says what the address takes',
  async path => {
    const answer = await api.delete(path)
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toContain('GET')
  },
)

/** What a refused request could have changed. */
const rows = () =>
  Promise.all([
    database().dataSource.findMany({ where: { instanceId } }),
    database().segment.findMany({ where: { instanceId } }),
    database().measure.findMany({ where: { instanceId } }),
    database().evaluation.count({ where: { instanceId } }),
    database().report.count({ where: { instanceId } }),
    database().refreshJob.count({ where: { instanceId } }),
    database().event.count({ where: { instanceId } }),
    database().auditEntry.count({ where: { instanceId } }),
  ])
