import { describe, expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import { request } from '#tests/support/api.ts'
import { makeEntity } from '#tests/support/entity.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

const { id: instanceId } = await makeInstance()
const data = `${config().appUrl}/api/v1/instances/${instanceId}/data`

await makeEntity(instanceId, {
  name: 'Contact',
  primaryKey: 'rec_id',
  from: { path: 'lib/insights/sample/crm-contacts.csv' },
})
await makeEntity(instanceId, {
  name: 'Order',
  primaryKey: 'number',
  from: {
    csv: [
      'number;First name;amount;paid;day;at;note',
      "3;Zoë;10.50;true;2026-01-31;2026-01-31T10:00:00Z;it's 100% _done_",
      '1;Ann;2;false;2025-12-01;2025-12-01T23:59:59Z;',
      '2;;99.99;true;;;second',
    ].join('\n'),
  },
})

type Options = Record<string, string>
const get = (entity: string, options: Options = {}, headers: Record<string, string> = {}) =>
  request('GET', `${data}/${entity}?${new URLSearchParams(options)}`, { headers })
const ids = async (filter: string, options: Options = {}) =>
  (await get('Order', { $filter: filter, ...options })).json.value?.map((item: { number: number }) => item.number)

describe('pages', () => {
  test('a hundred items by default, and a link to the next', async () => {
    const { status, json } = await get('Contact')
    expect(status).toBe(200)
    expect(json['@odata.context']).toBe(`${data}/$metadata#Contact`)
    expect(json).not.toHaveProperty('@odata.count')
    expect(json.value).toHaveLength(100)
    expect(json['@odata.nextLink']).toMatch(new RegExp(`^${data.replaceAll('.', '\\.')}/Contact\\?.*skiptoken=`))
  })

  test('the links lead through every item once, with the options of the first page', async () => {
    const options = { $top: '1000', $orderby: 'state,surname desc', $select: 'rec_id,state', $filter: 'state ne null' }
    const first = await get('Contact', { ...options, $count: 'true', $skip: '3' })
    const seen: { rec_id: string; state: string }[] = []
    for (let page = first; ; page = await request('GET', page.json['@odata.nextLink'])) {
      seen.push(...page.json.value)
      expect(page.json['@odata.count']).toBe(first.json['@odata.count'])
      if (!page.json['@odata.nextLink']) break
    }
    expect(Object.keys(seen[0] ?? {})).toEqual(['rec_id', 'state'])
    expect(seen).toHaveLength(first.json['@odata.count'] - 3)
    expect(new Set(seen.map(item => item.rec_id)).size).toBe(seen.length)
    expect(seen.map(item => item.state)).toEqual(seen.map(item => item.state).sort())
  })

  test('the last page has no link, full or not', async () => {
    expect((await get('Order', { $top: '3' })).json).not.toHaveProperty('@odata.nextLink')
    expect((await get('Order', { $skip: '3' })).json).toMatchObject({ value: [] })
    expect((await get('Order', { $top: '2' })).json).toHaveProperty('@odata.nextLink')
  })

  test('an entity that was refreshed between two pages is not read as if it had not been', async () => {
    await makeEntity(instanceId, { name: 'Changing', from: { csv: 'a\n1\n2\n3\n' } })
    const next = (await get('Changing', { $top: '1' })).json['@odata.nextLink']
    expect(await request('GET', next)).toMatchObject({ status: 200, json: { value: [{ a: 2 }] } })
    await database().entity.updateMany({
      where: { name: 'Changing' },
      data: { refreshedAt: new Date(Date.now() + 1000) },
    })
    const { status, json } = await request('GET', next)
    expect([status, json.message]).toEqual([
      422,
      'Changing was refreshed since the first page; read it again from there.',
    ])
  })

  test('a link of somebody’s own making is refused', async () => {
    expect(await get('Order', { $skiptoken: 'e30' })).toMatchObject({ status: 400 })
    expect(await get('Order', { $skiptoken: '%%%' })).toMatchObject({ status: 400 })
  })
})

describe('items', () => {
  test('have every attribute with its type, and null where there is no value', async () => {
    const { json } = await get('Order', { $orderby: 'number' })
    expect(json.value.slice(1)).toEqual([
      { number: 2, 'First name': null, amount: 99.99, paid: true, day: null, at: null, note: 'second' },
      {
        number: 3,
        'First name': 'Zoë',
        amount: 10.5,
        paid: true,
        day: '2026-01-31',
        at: '2026-01-31T10:00:00Z',
        note: "it's 100% _done_",
      },
    ])
  })

  test.each<[string, number[]]>([
    ['number eq 2', [2]],
    ['number ne 2', [1, 3]],
    ['amount gt 2 and paid eq true', [2, 3]],
    ['amount le 2 or note eq null', [1]],
    ['number in (1,3) and (paid eq false or amount lt 5)', [1]],
    ["First_x0020_name eq 'Zoë'", [3]],
    ["First_x0020_name ne 'Zoë'", [1, 2]],
    ["contains(note,'''s 100% _')", [3]],
    ["contains(note,'it_s')", []],
    ["startswith(note,'sec') or endswith(note,'done_')", [2, 3]],
    ['day ge 2026-01-01', [3]],
    ['day ne null', [1, 3]],
    ['at lt 2026-01-31T11:00:00+01:00', [1]],
    ['at le 2026-01-31T11:00:00+01:00', [1, 3]],
  ])('are those that fit %s', async (filter, numbers) => {
    expect(await ids(filter, { $orderby: 'number' })).toEqual(numbers)
  })

  test('nulls come first, and last where the order descends', async () => {
    expect(await ids('number gt 0', { $orderby: 'day,number' })).toEqual([2, 1, 3])
    expect(await ids('number gt 0', { $orderby: 'day desc' })).toEqual([3, 1, 2])
  })

  test('the count is that of all items that fit', async () => {
    const { json } = await get('Contact', { $filter: "state eq 'nsw'", $top: '1', $count: 'true' })
    expect(json['@odata.count']).toBe(1686)
  })
})

describe('one item', () => {
  test('is read by its primary key', async () => {
    expect(await get('Order/3')).toMatchObject({
      status: 200,
      json: { number: 3, '@odata.context': `${data}/$metadata#Order/$entity` },
    })
    expect(await get('Contact/rec-1070-org')).toMatchObject({ status: 200, json: { surname: 'neumann' } })
  })

  test.each([
    'Order/4',
    'Order/x',
    'Order/3.5',
    'Order/99999999999999999999',
    'Contact/rec-1070-ORG',
    "Contact/'",
    'Nope/1',
  ])('%s is not there', async path => {
    expect(await get(path)).toMatchObject({ status: 404, json: { error: { code: 'NotFound' } } })
  })

  test('has no address in an entity without a primary key', async () => {
    await makeEntity(instanceId, { name: 'Keyless', from: { csv: 'a\n1\n' } })
    expect(await get('Keyless/1')).toMatchObject({ status: 422 })
  })
})

describe('what is refused', () => {
  test.each<[Options, string]>([
    [{ $filter: "state = 'nsw'" }, '$filter, position 7: = has no place here.'],
    [{ $filter: 'nope eq 1' }, '$filter, position 1: there is no attribute nope; there are rec_id,'],
    [{ $orderby: 'nope' }, '$orderby, position 1: there is no attribute nope'],
    [{ $select: 'rec_id,' }, '$select, position 8: expected the name of an attribute, found the end.'],
    [{ $top: '0' }, '$top'],
    [{ $apply: 'aggregate(age with sum as total)' }, '$apply: is not supported'],
  ])('%j, with the reason', async (options, message) => {
    const { status, json } = await get('Contact', options)
    expect(status).toBe(400)
    expect(json.detail).toContain(message)
    expect(json.errors).toHaveLength(1)
  })

  test('writing, for now', async () => {
    expect(await request('POST', `${data}/Contact`, { json: {} })).toMatchObject({ status: 405 })
    expect(await request('PATCH', `${data}/Contact/rec-1070-org`, { json: {} })).toMatchObject({ status: 405 })
  })
})

describe('who may', () => {
  test('a viewer of the environment reads', async () => {
    const { key } = await makeKey(instanceId, 'Viewer')
    expect(await get('Order', {}, { 'X-API-Key': key })).toMatchObject({ status: 200 })
  })

  test('in another environment there is neither the entity nor the environment', async () => {
    const other = await makeInstance()
    const { key } = await makeKey(other.id, 'Admin')
    expect(await get('Order', {}, { 'X-API-Key': key })).toMatchObject({ status: 404 })
    const elsewhere = data.replace(instanceId, other.id)
    expect(await request('GET', `${elsewhere}/Order`, { headers: { 'X-API-Key': key } })).toMatchObject({ status: 404 })
    expect(await request('GET', `${elsewhere}/Order/3`, { headers: { 'X-API-Key': key } })).toMatchObject({
      status: 404,
    })
  })

  test('nobody reads without signing in', async () => {
    expect(await get('Order', {}, { 'X-API-Key': '' })).toMatchObject({ status: 401 })
  })
})
