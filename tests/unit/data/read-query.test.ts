import { expect, test } from 'vitest'
import { readQuery } from '#lib/data/odata/read-query.ts'
import { ItemQuery } from '#lib/data/schema.ts'
import type { Attribute } from '#lib/insights/port.ts'

const attributes: Attribute[] = [
  { name: 'rec_id', type: 'text' },
  { name: 'age', type: 'integer' },
]
const query = (options: Record<string, string>) => readQuery(ItemQuery.parse(options), attributes)

test('without options it asks for a hundred items, and one more that tells whether there are more', () => {
  expect(query({})).toEqual({ top: 101, skip: 0, count: false })
})

test('the options are read together', () => {
  const options = { $select: 'age', $filter: 'age gt 5', $orderby: 'age desc', $top: '10', $skip: '20', $count: 'true' }
  expect(query(options)).toEqual({
    select: ['age'],
    filter: { all: [{ attribute: 'age', operator: 'gt', value: 5 }] },
    orderBy: [{ attribute: 'age', descending: true }],
    top: 11,
    skip: 20,
    count: true,
  })
})

test.each([
  [{ $top: '0' }, '$top'],
  [{ $top: '1001' }, '$top'],
  [{ $top: '1.5' }, '$top'],
  [{ $top: 'many' }, '$top'],
  [{ $skip: '-1' }, '$skip'],
  [{ $count: 'yes' }, '$count'],
  [{ $filter: 'x'.repeat(4001) }, '$filter'],
  [{ $search: 'sydney' }, '$search'],
  [{ $expand: 'Orders' }, '$expand'],
])('%j does not fit', (options, path) => {
  expect(ItemQuery.safeParse(options).error?.issues.map(issue => issue.path.join('.'))).toEqual([path])
})

test('what is no OData option is ignored', () => {
  expect(query({ 'api-version': '1' })).toMatchObject({ top: 101 })
})
