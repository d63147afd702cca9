import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { startJobRunner } from '#lib/insights/jobs/start.ts'
import { type Api, apiOf, dropFile, ended, freshInstance, submit } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'

// Segments and measures of every kind over real files, by the runner as a worker starts it.
let runner: { stop(): Promise<void> }

beforeAll(async () => {
  runner = await startJobRunner()
})

afterAll(() => runner.stop())

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

const CUSTOMERS = 'id,state\na,nsw\nb,nsw\nc,vic\nd,\n'
const ORDERS = [
  'order_id,customer,amount,ordered',
  `1,a,300.5,${daysAgo(10)}`,
  `2,a,250,${daysAgo(80)}`,
  `3,b,900,${daysAgo(100)}`,
  `4,c,400,${daysAgo(5)}`,
  `5,,9999,${daysAgo(1)}`,
  '6,c,,',
].join('\n')

/** Customers and what they ordered, refreshed once. */
async function shop() {
  const { api, instance } = await freshInstance()
  const file = (name: string) => `${instance.id}-${name}.csv`
  await dropFile(file('customers'), CUSTOMERS)
  await dropFile(file('orders'), ORDERS)
  const source = { kind: 'file', primaryKey: 'id' }
  await api.post('manage/datasources', {
    ...source,
    name: 'customers',
    entityName: 'Customers',
    path: file('customers'),
  })
  await api.post('manage/datasources', {
    ...source,
    name: 'orders',
    entityName: 'Orders',
    primaryKey: 'order_id',
    path: file('orders'),
  })
  await ended(api, await submit(api, 'ingestion'))
  return { api, instance, file }
}

const related = (aggregate: object, filter?: object) => ({
  entityName: 'Orders',
  on: { attribute: 'id', relatedAttribute: 'customer' },
  aggregate,
  ...(filter && { filter }),
})
const LAST_90_DAYS = { all: [{ attribute: 'ordered', operator: 'ge', value: { ago: 90, unit: 'days' } }] }
const spentMoreThan500 = {
  all: [{ related: related({ operation: 'sum', attribute: 'amount' }, LAST_90_DAYS), operator: 'gt', value: 500 }],
}

async function evaluated(api: Api, kind: 'segments' | 'measures', name: string) {
  await ended(api, await submit(api, kind === 'segments' ? 'segmentation' : 'measures', name))
  return (await api.get(`manage/${kind}/${name}`)).json
}

async function countOf(api: Api, definition: object) {
  const created = await api.post('manage/segments', { name: 'S', ...definition })
  expect(created.status, JSON.stringify(created.json)).toBe(201)
  return (await evaluated(api, 'segments', 'S')).evaluationStatus
}

describe('related records', () => {
  test('customers who spent more than 500 in the last 90 days are counted, and shown', async () => {
    const { api } = await shop()
    const rule = { kind: 'rule', entityName: 'Customers', rule: spentMoreThan500 }
    expect(await countOf(api, rule)).toMatchObject({ entityCount: 1, error: null })
    expect((await api.get('manage/segments/S')).json.rule).toEqual(spentMoreThan500)
    expect((await api.get('manage/segments/S/members')).json).toEqual({ value: [{ id: 'a', state: 'nsw' }] })
  })

  test.each([
    ['no orders at all', { related: related({ operation: 'count' }), operator: 'eq', value: 0 }, ['d']],
    [
      'a mean, which none has of nothing',
      { related: related({ operation: 'avg', attribute: 'amount' }), operator: 'lt', value: 500 },
      ['a', 'c'],
    ],
    [
      'orders with an amount',
      { related: related({ operation: 'count', attribute: 'amount' }), operator: 'lt', value: 2 },
      ['b', 'c', 'd'],
    ],
  ])('%s', async (_, condition, ids) => {
    const { api } = await shop()
    const rule = { all: [condition] }
    expect(await countOf(api, { kind: 'rule', entityName: 'Customers', rule })).toMatchObject({
      entityCount: ids.length,
    })
    const { value } = (await api.get('manage/segments/S/members')).json
    expect(value.map(({ id }: { id: string }) => id).sort()).toEqual(ids)
  })

  test.each([
    [
      'an attribute that the other entity has not',
      { on: { attribute: 'id', relatedAttribute: 'buyer' } },
      'related.on.relatedAttribute',
    ],
    ['keys of different types', { on: { attribute: 'id', relatedAttribute: 'amount' } }, 'related.on.relatedAttribute'],
    ['the sum of a date', { aggregate: { operation: 'sum', attribute: 'ordered' } }, 'related.aggregate.attribute'],
    [
      'a filter that does not fit',
      { filter: { all: [{ attribute: 'x', operator: 'isNull' }] } },
      'related.filter.all.0.attribute',
    ],
  ])('%s is refused, and its place named', async (_, part, path) => {
    const { api } = await shop()
    const rule = { all: [{ related: { ...related({ operation: 'count' }), ...part }, operator: 'gt', value: 1 }] }
    const refused = await api.post('manage/segments', { kind: 'rule', name: 'S', entityName: 'Customers', rule })
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ path: `rule.all.0.${path}` }] } })
  })
})

describe('SQL', () => {
  test('a segment counts the different ids that a statement gives, and shows what it selects', async () => {
    const { api } = await shop()
    const sql = 'select customer, sum(amount) as spent from orders group by customer having spent > 300 order by 1'
    expect(await countOf(api, { kind: 'sql', sql })).toMatchObject({ entityCount: 3, error: null })
    expect((await api.get('manage/segments/S')).json).toMatchObject({ kind: 'sql', sql })
    expect((await api.get('manage/segments/S/members')).json.value).toEqual([
      { customer: 'a', spent: 550.5 },
      { customer: 'b', spent: 900 },
      { customer: 'c', spent: 400 },
      { customer: null, spent: 9999 },
    ])
  })

  test('a measure is the one number that a statement gives, and feeds thresholds', async () => {
    const { api } = await shop()
    const sql = 'select count(*) from customers c where not exists (select * from orders o where o.customer = c.id)'
    const created = await api.post('manage/measures', { kind: 'sql', name: 'Idle', definition: { sql } })
    expect(created.json.definition).toEqual({ sql, isScalar: true, dimensions: [] })
    expect((await evaluated(api, 'measures', 'Idle')).output.values).toEqual({ value: '1' })
    expect((await api.post('manage/thresholds', { measureName: 'Idle', value: 10 })).status).toBe(201)
  })

  test.each([
    ['segments', { kind: 'sql', name: 'S', sql: "select * from read_csv('/etc/passwd')" }, 'sql'],
    ['segments', { kind: 'sql', name: 'S', sql: 'select nothing from orders' }, 'sql'],
    ['segments', { kind: 'sql', name: 'S', sql: 'drop table orders' }, 'sql'],
    ['segments', { kind: 'sql', name: 'S', sql: 'select * from constructor' }, 'sql'],
    ['measures', { kind: 'sql', name: 'M', definition: { sql: 'select customer from orders' } }, 'definition.sql'],
    ['measures', { kind: 'sql', name: 'M', definition: { sql: 'select 1, 2' } }, 'definition.sql'],
  ])('what a statement of %s must not do is refused when it is written: %j', async (kind, definition, path) => {
    const { api } = await shop()
    const refused = await api.post(`manage/${kind}`, definition)
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ path }] } })
  })

  test('only administrators write it; contributors may run and read it', async () => {
    const { api, instance } = await shop()
    const definition = { kind: 'sql', name: 'S', sql: 'select id from customers' }
    const contributor = apiOf(instance.id, (await makeKey(instance.id, 'Contributor')).key)
    expect((await contributor.post('manage/segments', definition)).status).toBe(403)
    await api.post('manage/segments', definition)
    expect((await contributor.put('manage/segments/S', { ...definition, sql: 'select 1' })).status).toBe(403)
    expect((await contributor.get('manage/segments/S')).json.sql).toBe(definition.sql)
    expect((await evaluated(contributor, 'segments', 'S')).evaluationStatus.entityCount).toBe(4)
  })

  test("one instance's statement does not see another's entities", async () => {
    await shop()
    const { api } = await freshInstance()
    const refused = await api.post('manage/segments', { kind: 'sql', name: 'S', sql: 'select id from Customers' })
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ message: 'There is no entity Customers.' }] } })
  })
})

describe('a measure with dimensions', () => {
  const definition = {
    entityName: 'Customers',
    aggregate: { operation: 'count' },
    isScalar: false,
    dimensions: ['state'],
  }

  test('shows a value for each of them, and has no history', async () => {
    const { api } = await shop()
    await api.post('manage/measures', { kind: 'business', name: 'ByState', definition })
    expect(await evaluated(api, 'measures', 'ByState')).toMatchObject({
      definition,
      latestEvaluation: { state: 'completed', error: null },
      output: {
        values: {},
        groups: [
          { dimensions: { state: 'nsw' }, value: 2 },
          { dimensions: { state: 'vic' }, value: 1 },
          { dimensions: { state: null }, value: 1 },
        ],
      },
      outputHistory: [],
    })
  })

  test('feeds no threshold, and gets no dimensions while it has one', async () => {
    const { api } = await shop()
    await api.post('manage/measures', { kind: 'business', name: 'ByState', definition })
    expect((await api.post('manage/thresholds', { measureName: 'ByState', value: 1 })).status).toBe(422)
    const scalar = { ...definition, isScalar: true, dimensions: [] }
    await api.put('manage/measures/ByState', { kind: 'business', definition: scalar })
    expect((await evaluated(api, 'measures', 'ByState')).output.values).toEqual({ value: '4' })
    expect((await api.post('manage/thresholds', { measureName: 'ByState', value: 9 })).status).toBe(201)
    expect(await api.put('manage/measures/ByState', { kind: 'business', definition })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'definition.dimensions' }] },
    })
  })

  test.each([
    ['an attribute that is not there', { dimensions: ['country'] }, 422, 'definition.dimensions.0'],
    ['one twice', { dimensions: ['state', 'state'] }, 400, 'definition.dimensions'],
    ['more than five', { dimensions: ['a', 'b', 'c', 'd', 'e', 'f'] }, 400, 'definition.dimensions'],
    ['isScalar beside them', { isScalar: true }, 400, 'definition.isScalar'],
  ])('with %s is refused', async (_, part, status, path) => {
    const { api } = await shop()
    const wrong = { kind: 'business', name: 'M', definition: { ...definition, ...part } }
    expect(await api.post('manage/measures', wrong)).toMatchObject({ status, json: { errors: [{ path }] } })
  })
})

test('a definition that a change of the schema breaks says so at once, and its refresh fails', async () => {
  const { api, instance } = await shop()
  await api.post('manage/segments', { kind: 'rule', name: 'S', entityName: 'Customers', rule: spentMoreThan500 })
  await evaluated(api, 'segments', 'S')
  await database().entity.updateMany({
    where: { instanceId: instance.id, name: 'Orders' },
    data: { attributes: [{ name: 'customer', type: 'text' }] },
  })
  const error = expect.stringContaining('rule.all.0.related.aggregate.attribute: there is no attribute amount')
  const [listed] = (await api.get('manage/segments')).json
  expect(listed.evaluationStatus).toMatchObject({ jobStatus: 'CompletedSuccess', entityCount: 1, error })
  expect((await evaluated(api, 'segments', 'S')).evaluationStatus).toMatchObject({
    jobStatus: 'CompletedFailure',
    entityCount: 1,
    error,
  })
})

test('an entity that is not there is not taken for something that every object has', async () => {
  const { api } = await shop()
  const rule = {
    all: [{ related: { ...related({ operation: 'count' }), entityName: 'toString' }, operator: 'gt', value: 1 }],
  }
  const definition = { kind: 'rule', entityName: 'Customers', rule }
  expect((await api.post('manage/segments', { ...definition, name: 'S' })).status).toBe(201)
  expect((await api.post('manage/segments', { ...definition, name: 'T', entityName: 'constructor' })).status).toBe(201)
  expect((await evaluated(api, 'segments', 'S')).evaluationStatus.error).toContain('There is no entity toString')
  expect((await evaluated(api, 'segments', 'T')).evaluationStatus.error).toContain('There is no entity constructor')
})

test('members that are counted elsewhere cannot be shown', async () => {
  const { api } = await freshInstance()
  await api.post('manage/segments', { kind: 'external', name: 'S' })
  expect((await api.get('manage/segments/S/members')).status).toBe(422)
  expect((await api.get('manage/segments/T/members')).status).toBe(404)
})
