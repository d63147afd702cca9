import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startPreviews } from '#bin/previews.ts'
import { database } from '#lib/database/client.ts'
import { settingsOf } from '#lib/insights/connections/settings.ts'
import { startJobRunner } from '#lib/insights/jobs/start.ts'
import type { SqlLimits } from '#lib/insights/sql/in-database.ts'
import { sqlPort } from '#lib/insights/sql/sql-port.ts'
import { customerDatabase } from '#tests/support/customer-database.ts'
import { type Api, apiOf, dropFile, ended, freshInstance, submit } from '#tests/support/insights.ts'
import { makeKey } from '#tests/support/make.ts'
import { until } from '#tests/support/until.ts'

let runner: { stop(): Promise<void> }
let previews: { stop(): Promise<void> }
beforeAll(async () => {
  runner = await startJobRunner()
  previews = startPreviews()
})
afterAll(async () => {
  await runner.stop()
  await previews.stop()
})

const CUSTOMERS = `create table customer (id uuid primary key default gen_random_uuid(), name varchar(50), city text,
  age int, spent numeric(12, 2), active boolean, born date, seen timestamptz);
  insert into customer (name, city, age, spent, active, born, seen) values
    ('Ann', 'Utrecht', 30, 100.10, true, '1996-01-02', now() - interval '1 hour'),
    ('bob', 'utrecht', 40, 200.20, false, '1986-01-02', now() - interval '2 days'),
    ('Çelik', null, null, null, null, null, null)`
const ORDERS = `create table orders (id int, customer_name text, total float8);
  insert into orders values (1, 'Ann', 300), (2, 'Ann', 400), (3, 'bob', 50)`

async function scene() {
  const { api, instance } = await freshInstance()
  const warehouse = await customerDatabase(api)
  await warehouse.run(CUSTOMERS)
  await warehouse.run(ORDERS)
  const { connectionId } = warehouse
  const add = async (body: object) => {
    const { json, status } = await api.post('manage/datasources', { kind: 'sql', connectionId, ...body })
    if (status !== 201) throw new Error(JSON.stringify(json))
    return json.dataSourceId as string
  }
  const refresh = async (operation = 'ingestion') => ended(api, await submit(api, operation))
  return { api, instance, warehouse, add, refresh }
}

const customer = { name: 'customers', entityName: 'Customer1', table: 'customer', primaryKey: 'id' }

const value = async (api: Api, name: string) => (await api.get(`manage/segments/${name}`)).json.evaluationStatus

describe('a table in a database of the customer', () => {
  test('is an entity once it was refreshed, and nothing of it is copied', async () => {
    const { api, add, refresh, instance } = await scene()
    const id = await add(customer)
    expect(await refresh()).toMatchObject({ jobStatus: 'successful' })
    expect((await api.get(`manage/datasources/${id}`)).json).toMatchObject({ rows: 3, refreshState: 'updated' })
    const { json } = await api.get('manage/entities/Customer1')
    expect(json.attributes).toEqual([
      { name: 'id', type: 'text' },
      { name: 'name', type: 'text' },
      { name: 'city', type: 'text' },
      { name: 'age', type: 'integer' },
      { name: 'spent', type: 'decimal' },
      { name: 'active', type: 'boolean' },
      { name: 'born', type: 'date' },
      { name: 'seen', type: 'timestamp' },
    ])
    expect(await database().entity.findFirst({ where: { instanceId: instance.id } })).toMatchObject({ file: null })
  })

  test('is read page by page, in the order of code points, with filters', async () => {
    const { api, add, refresh } = await scene()
    await add(customer)
    await refresh()
    const read = async (query: string) => (await api.get(`data/Customer1?${query}`)).json
    const all = await read('$orderby=name&$count=true&$select=name,age,spent,active,born')
    expect(all['@odata.count']).toBe(3)
    expect(all.value).toEqual([
      { name: 'Ann', age: 30, spent: 100.1, active: true, born: '1996-01-02' },
      { name: 'bob', age: 40, spent: 200.2, active: false, born: '1986-01-02' },
      { name: 'Çelik', age: null, spent: null, active: null, born: null },
    ])
    expect((await read("$filter=contains(city,'trecht')&$orderby=age desc&$select=name")).value).toEqual([
      { name: 'bob' },
      { name: 'Ann' },
    ])
    const [first] = (await read('$top=1')).value
    expect((await api.get(`data/Customer1/${first.id}`)).json).toMatchObject(first)
    const seen = (await read("$filter=name eq 'Ann'")).value[0].seen
    expect(seen).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  })

  test('feeds segments and measures, which are evaluated there', async () => {
    const { api, add, refresh } = await scene()
    await add(customer)
    await add({ name: 'orders', entityName: 'Order', table: 'orders' })
    await refresh()
    const spenders = {
      related: {
        entityName: 'Order',
        on: { attribute: 'name', relatedAttribute: 'customer_name' },
        aggregate: { operation: 'sum', attribute: 'total' },
      },
      operator: 'gt',
      value: 500,
    }
    const rules = {
      Dutch: { all: [{ attribute: 'city', operator: 'startsWith', value: 'Utr' }] },
      Recent: { all: [{ attribute: 'seen', operator: 'ge', value: { ago: 1, unit: 'days' } }] },
      Spenders: { all: [spenders] },
    }
    for (const [name, rule] of Object.entries(rules)) {
      const { status, json } = await api.post('manage/segments', { kind: 'rule', name, entityName: 'Customer1', rule })
      expect({ status, json }).toMatchObject({ status: 201 })
    }
    const definition = { entityName: 'Customer1', aggregate: { operation: 'sum', attribute: 'spent' } }
    await api.post('manage/measures', { kind: 'business', name: 'Spent', definition })
    expect(await refresh('all')).toMatchObject({ jobStatus: 'successful' })
    expect(await value(api, 'Dutch')).toMatchObject({ entityCount: 1, error: null })
    expect(await value(api, 'Recent')).toMatchObject({ entityCount: 1, error: null })
    expect(await value(api, 'Spenders')).toMatchObject({ entityCount: 1, error: null })
    expect((await api.get('manage/measures/Spent')).json.output.values.value).toBe('300.3')
  })

  test('answers the SQL of administrators about its entities, and about nothing else', async () => {
    const { api, warehouse, add, refresh } = await scene()
    await add(customer)
    await add({ name: 'orders', entityName: 'Order', table: 'orders' })
    await warehouse.run('create table secret (id int); insert into secret values (1)')
    await refresh()
    const spenders = 'select c.id from Customer1 c join "Order" o on o.customer_name = c.name where o.total > 100'
    const segment = { kind: 'sql', name: 'Spenders', sql: spenders }
    expect(await api.post('manage/segments', segment)).toMatchObject({ status: 201 })
    const measure = { kind: 'sql', name: 'Largest', definition: { sql: 'select max(total) from "Order"' } }
    expect(await api.post('manage/measures', measure)).toMatchObject({ status: 201 })
    expect(await refresh('all')).toMatchObject({ jobStatus: 'successful' })
    expect(await value(api, 'Spenders')).toMatchObject({ entityCount: 1, error: null })
    expect((await api.get('manage/measures/Largest')).json.output.values.value).toBe('400')

    const refused = [
      'select id from secret',
      'select oid from pg_authid',
      "select pg_read_file('/etc/passwd') from Customer1",
      'select id from Customer1; drop table customer',
      'delete from customer returning id',
      'with gone as (delete from customer returning id) select id from gone',
    ]
    for (const sql of refused) {
      const answer = await api.post('manage/segments', { kind: 'sql', name: 'Refused', sql })
      if (answer.status === 201) {
        await refresh('segmentation')
        expect(await value(api, 'Refused'), sql).toMatchObject({ jobStatus: 'CompletedFailure' })
        await api.delete('manage/segments/Refused')
      } else {
        expect(answer.status, sql).toBe(422)
      }
    }
    expect((await warehouse.run('select count(*)::int as n from customer')).rows).toEqual([{ n: 3 }])
  })

  test('cannot be held against an entity of files, and the segment says so', async () => {
    const { api, add, refresh } = await scene()
    await add(customer)
    await dropFile('places.csv', 'city\nUtrecht\n')
    await api.post('manage/datasources', { kind: 'file', name: 'places', entityName: 'Place', path: 'places.csv' })
    await refresh()
    const related = {
      entityName: 'Place',
      on: { attribute: 'city', relatedAttribute: 'city' },
      aggregate: { operation: 'count' },
    }
    const rule = { all: [{ related, operator: 'gt', value: 0 }] }
    await api.post('manage/segments', { kind: 'rule', name: 'Mixed', entityName: 'Customer1', rule })
    await refresh('segmentation')
    expect((await value(api, 'Mixed')).error).toContain('entities that are in different places')
  })
})

describe('a refresh fails, and says why, where', () => {
  const fails = async (body: object, change = '') => {
    const { api, add, refresh, warehouse } = await scene()
    const id = await add({ ...customer, ...body })
    if (change) {
      await refresh()
      await warehouse.run(change)
    }
    expect(await refresh()).toMatchObject({ jobStatus: 'failed' })
    return (await api.get(`manage/datasources/${id}`)).json.error as string
  }

  test.each<[string, object, string]>([
    ['the table is not there', { table: 'nothing' }, 'The database says: relation "nothing" does not exist.'],
    ['the key is not there', { primaryKey: 'key' }, 'the column "key" is missing, which is the primary key.'],
    ['it may not be read', { table: 'pg_catalog.pg_authid' }, 'permission denied'],
    ['a query is none', { table: null, query: 'selekt 1' }, 'The database says: syntax error at or near "1".'],
    ['a query writes', { table: null, query: 'delete from customer returning id' }, 'The database says: '],
    [
      'a query writes by a function',
      { table: null, query: "select setval('counter', 2) as id" },
      'cannot execute setval() in a read-only transaction',
    ],
    [
      'a query is two',
      { table: null, query: 'select 1) as q; commit; delete from customer; --' },
      'The database says: ',
    ],
    [
      'a query has two columns of a name',
      { table: null, query: 'select 1 as id, 2 as id' },
      'two columns of the same name',
    ],
    [
      'it is stale',
      { freshness: { column: 'born', maxAgeHours: 24 } },
      'The newest row is of 1996-01-02 ("born"), and may be 24 hours old at most.',
    ],
    [
      'freshness is no time',
      { freshness: { column: 'age', maxAgeHours: 24 } },
      'the column "age" is integer, no date or time.',
    ],
  ])('%s', async (_, body, message) => {
    const { api, warehouse, add, refresh } = await scene()
    await warehouse.run('create sequence counter')
    const id = await add({ ...customer, ...body })
    expect(await refresh()).toMatchObject({ jobStatus: 'failed' })
    expect((await api.get(`manage/datasources/${id}`)).json.error).toContain(message)
    expect((await warehouse.run('select count(*)::int as n from customer')).rows[0].n).toBe(3)
    expect((await warehouse.run('select last_value::int as n from counter')).rows[0].n).toBe(1)
  })

  test.each([
    [
      'a column went',
      'alter table customer drop column city',
      'the column "city" is missing, which earlier refreshes had.',
    ],
    [
      'a column changed',
      'alter table customer alter column age type text',
      'the column "age" was integer, and is text now.',
    ],
    [
      'the key became empty',
      'alter table customer drop constraint customer_pkey, alter column id drop not null; update customer set id = null',
      'The primary key id is empty in 3 of 3 rows.',
    ],
  ])('%s since the last one', async (_, change, message) => {
    expect(await fails({}, change)).toContain(message)
  })

  test('it is fresh enough it does not', async () => {
    const { add, refresh } = await scene()
    await add({ ...customer, freshness: { column: 'seen', maxAgeHours: 2 } })
    expect(await refresh()).toMatchObject({ jobStatus: 'successful' })
  })
})

describe('a database', () => {
  const asked = async (api: Api, limits: Partial<SqlLimits>, settings: object = {}) => {
    const warehouse = await customerDatabase(api)
    const row = await database().connection.findUniqueOrThrow({ where: { id: warehouse.connectionId } })
    const port = sqlPort({
      settingsOf: async () => ({ ...settingsOf(row), ...settings }),
      limits: () => ({ allowPrivate: true, connectTimeoutMs: 3000, statementTimeoutMs: 10_000, ...limits }),
    })
    return {
      warehouse,
      ask: (query: string, signal?: AbortSignal) => port.ingest({ connectionId: row.id, query }, signal),
    }
  }

  test('is not asked for longer than a statement may take', async () => {
    const { api } = await freshInstance()
    const { ask } = await asked(api, { statementTimeoutMs: 200 })
    await expect(ask('select pg_sleep(60)')).rejects.toThrow(
      'It took longer than 0.2 seconds, and a statement may not.',
    )
  })

  test('stops what it does for a refresh that is cancelled', async () => {
    const { api } = await freshInstance()
    const { ask, warehouse } = await asked(api, {})
    const controller = new AbortController()
    const asking = expect(ask('select pg_sleep(60) as marker', controller.signal)).rejects.toThrow('cancelled')
    const running = async () =>
      (await warehouse.run(`select from pg_stat_activity where query like '%marker%' and pid <> pg_backend_pid()`))
        .rowCount
    await until(async () => (await running()) === 1)
    controller.abort(new Error('cancelled'))
    await asking
    await until(async () => (await running()) === 0)
  })

  test.each<[string, object, Partial<SqlLimits>, string]>([
    ['with a wrong password', { password: 'wrong' }, {}, 'does not let us in: password authentication failed'],
    ['at a private address', {}, { allowPrivate: false }, 'a private address; CALLBACK_ALLOW_PRIVATE is off.'],
    ['at the metadata address', { host: '169.254.169.254' }, {}, 'which is never called.'],
    ['at a public address without TLS', { host: '93.184.216.34' }, {}, 'those are spoken to with TLS only.'],
    ['that speaks no TLS', { tls: 'verify' }, {}, 'does not speak TLS.'],
    ['that is not there', { host: '127.0.0.1', port: 1 }, {}, 'cannot be reached: the connection is refused.'],
    ['whose name leads nowhere', { host: 'nowhere.invalid' }, {}, 'the name leads to no address.'],
  ])('%s is not read', async (_, settings, limits, message) => {
    const { api } = await freshInstance()
    const { ask } = await asked(api, limits, settings)
    await expect(ask('select 1 as id')).rejects.toThrow(message)
  })

  test('that accepts and says nothing is given up', async () => {
    const server = createServer(() => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { api } = await freshInstance()
    const { ask } = await asked(api, { connectTimeoutMs: 300 }, { host: '127.0.0.1', port })
    await expect(ask('select 1 as id')).rejects.toThrow('cannot be reached: it does not answer.')
  })
})

describe('a connection', () => {
  test('shows all but its password, which is kept sealed', async () => {
    const { api } = await freshInstance()
    const { connectionId, settings } = await customerDatabase(api)
    const { json } = await api.get(`manage/connections/${connectionId}`)
    const { password: _, ...shown } = settings
    expect(json).toEqual({ connectionId, ...shown, caCertificate: null })
    const row = await database().connection.findUniqueOrThrow({ where: { id: connectionId } })
    expect(Buffer.from(row.password).includes('customer secret')).toBe(false)
  })

  test('gives its password to no other host', async () => {
    const { api } = await freshInstance()
    const { connectionId } = await customerDatabase(api)
    const change = (body: object) => api.patch(`manage/connections/${connectionId}`, body)
    expect(await change({ host: 'evil.example.com' })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'password' }] },
    })
    expect((await change({ host: 'other.example.com', password: 'other' })).status).toBe(200)
    expect((await change({ database: 'other' })).status).toBe(200)
  })

  test('stays while a data source reads by it', async () => {
    const { api, warehouse, add } = await scene()
    const id = await add(customer)
    expect((await api.delete(`manage/connections/${warehouse.connectionId}`)).status).toBe(422)
    await api.delete(`manage/datasources/${id}`)
    expect((await api.delete(`manage/connections/${warehouse.connectionId}`)).status).toBe(204)
  })

  test('is for administrators, and so is a query over it; a contributor may watch a table', async () => {
    const { instance, warehouse } = await scene()
    const contributor = apiOf(instance.id, (await makeKey(instance.id, 'Contributor')).key)
    expect((await contributor.post('manage/connections', { ...warehouse.settings, name: 'mine' })).status).toBe(403)
    const { connectionId } = warehouse
    const source = { ...customer, kind: 'sql', connectionId }
    expect((await contributor.post('manage/datasources', { ...source, table: null, query: 'select 1' })).status).toBe(
      403,
    )
    expect((await contributor.post('manage/datasources', source)).status).toBe(201)
  })

  test('of another environment is not there', async () => {
    const { warehouse } = await scene()
    const { api } = await freshInstance()
    const source = { ...customer, kind: 'sql', connectionId: warehouse.connectionId }
    const { status, json } = await api.post('manage/datasources', source)
    expect({ status, path: json.errors[0].path }).toEqual({ status: 422, path: 'connectionId' })
  })

  test('has its tables previewed before anything is saved', async () => {
    const { api, warehouse } = await scene()
    const { connectionId } = warehouse
    const body = { kind: 'sql', connectionId, query: 'select name, age from customer order by age' }
    expect((await api.post('manage/datasources/preview', body)).json).toEqual({
      attributes: [
        { name: 'name', type: 'text' },
        { name: 'age', type: 'integer' },
      ],
      rows: [
        { name: 'Ann', age: 30 },
        { name: 'bob', age: 40 },
        { name: 'Çelik', age: null },
      ],
    })
    expect((await api.get('manage/datasources')).json).toEqual([])
  })
})
