import { expect, test } from 'vitest'
import * as source from '#components/data-sources/draft.ts'
import * as measure from '#components/measures/draft.ts'
import { attributesFor } from '#components/rules/aggregates.ts'
import * as segment from '#components/segments/draft.ts'
import type { MeasureView } from '#lib/insights/measures/view.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { SegmentView } from '#lib/insights/segments/view.ts'

const attributes: Attribute[] = [
  { name: 'age', type: 'integer' },
  { name: 'state', type: 'text' },
]

const entities = [{ name: 'Contact', attributes }]

const nsw = {
  name: 'Nsw',
  friendlyName: 'NSW',
  description: null,
  kind: 'rule',
  entityName: 'Contact',
  rule: { any: [{ attribute: 'gone', operator: 'in', value: ['a'] }] },
  state: 'active',
  evaluationStatus: { jobStatus: 'None', evaluationDate: null, entityCount: null, error: null },
} satisfies SegmentView

test('a segment that is edited and not changed is sent as it was', () => {
  const { name, friendlyName, description, kind, entityName, rule } = nsw
  const body = segment.bodyOf(segment.draftOf(nsw), entities)
  expect(body).toEqual({ name, friendlyName, description, kind, entityName, rule })
})

test('a new segment asks for a name, an entity and its one condition', () => {
  expect(segment.missingIn(segment.draftOf())).toEqual([
    'friendlyName',
    'name',
    'entityName',
    'rule.all.0.attribute',
    'rule.all.0.value',
  ])
})

test('SQL is sent as it is, and nothing beside it', () => {
  const draft = { ...segment.draftOf(), displayName: 'Idle', kind: 'sql' as const }
  expect(segment.missingIn(draft)).toEqual(['sql'])
  expect(segment.bodyOf({ ...draft, sql: 'select 1' }, entities)).toEqual({
    name: 'Idle',
    friendlyName: 'Idle',
    description: null,
    kind: 'sql',
    sql: 'select 1',
  })
})

test('what is counted elsewhere has no rule', () => {
  const draft = { ...segment.draftOf(), displayName: 'Visitors', kind: 'external' as const }
  expect(segment.missingIn(draft)).toEqual([])
  expect(segment.bodyOf(draft, [])).toEqual({
    name: 'Visitors',
    friendlyName: 'Visitors',
    description: null,
    kind: 'external',
  })
})

test('a measure that is edited and not changed is sent as it was', () => {
  const definition = {
    entityName: 'Contact',
    aggregate: { operation: 'avg', attribute: 'age' },
    filter: { all: [{ attribute: 'age', operator: 'ge', value: 18 }] },
    isScalar: true,
    dimensions: [],
  } satisfies MeasureView['definition']
  const { isScalar: _, ...sent } = definition
  const view = { name: 'Mean', displayName: 'Mean', description: 'x', kind: 'business', definition } as const
  const body = measure.bodyOf(measure.draftOf(view as unknown as MeasureView), entities)
  expect(body).toEqual({ ...view, definition: sent })
})

test('a count needs no attribute, and anything can be counted; only numbers are added up', () => {
  const draft = { ...measure.draftOf(), displayName: 'Contacts', entityName: 'Contact' }
  expect(measure.missingIn(draft)).toEqual([])
  expect(measure.missingIn({ ...draft, aggregate: { operation: 'sum' } })).toEqual(['definition.aggregate.attribute'])
  expect(measure.bodyOf(draft, entities)).toMatchObject({ definition: { aggregate: { operation: 'count' } } })
  expect(attributesFor('countDistinct', attributes)).toHaveLength(2)
  expect(attributesFor('sum', attributes).map(({ name }) => name)).toEqual(['age'])
})

test('a data source that is uploaded has no path, and its entity follows its name', () => {
  const draft = { ...source.draftOf(), displayName: 'Web shop', name: 'web-shop.nl', path: 'left/over.csv' }
  expect(source.missingIn(draft)).toEqual([])
  expect(source.bodyOf(draft)).toEqual({
    name: 'web-shop.nl',
    friendlyName: 'Web shop',
    kind: 'file',
    entityName: 'web_shop_nl',
    format: 'csv',
    path: null,
    pattern: null,
    url: null,
    credentials: null,
    incremental: null,
    primaryKey: null,
  })
  expect(source.missingIn({ ...draft, from: 'path', path: ' ' })).toEqual(['path'])
})

test('a data source keeps a secret that is not typed again, and drops what was chosen before', () => {
  const draft = { ...source.draftOf(), from: 'url' as const, url: ' https://files.example.com/o.csv ', path: 'o.csv' }
  const basic = { ...draft, credentials: 'basic' as const, credentialName: 'ann' }
  expect(source.readingOf(basic)).toMatchObject({
    url: 'https://files.example.com/o.csv',
    path: null,
    credentials: { kind: 'basic', username: 'ann' },
  })
  expect(source.readingOf({ ...basic, secret: 's' })).toMatchObject({ credentials: { password: 's' } })
  expect(source.readingOf({ ...basic, from: 'upload' })).toMatchObject({ url: null, credentials: null })
})

test('a data source in a database reads a table or a query', () => {
  const draft = { ...source.draftOf(), kind: 'sql' as const, connectionId: 'c', table: 'orders', query: 'select 1' }
  expect(source.readingOf(draft)).toMatchObject({ connectionId: 'c', table: 'orders', query: null, freshness: null })
  const query = { ...draft, read: 'query' as const, freshness: 'changed', maxAgeHours: '6' }
  expect(source.readingOf(query)).toMatchObject({
    table: null,
    query: 'select 1',
    freshness: { column: 'changed', maxAgeHours: 6 },
  })
  expect(source.missingToRead({ ...draft, table: ' ', connectionId: '' })).toEqual(['connectionId', 'table'])
})

test.each([
  ['a.CSV', 'csv'],
  ['a.ndjson', 'json'],
  ['https://x.example/a.parquet?sig=1', 'parquet'],
  ['orders/*.jsonl', 'json'],
  ['a.json.bak', undefined],
  ['a', undefined],
])('the name %s tells the format %s', (name, format) => expect(source.formatOf(name)).toBe(format))
