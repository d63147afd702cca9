import { expect, test } from 'vitest'
import { inferTypes, type Profile } from '#lib/insights/files/infer-types.ts'
import type { AttributeType } from '#lib/insights/port.ts'

const profile = (values: number, found: Partial<Profile>): Profile => ({
  values,
  boolean: 0,
  integer: 0,
  point: 0,
  comma: 0,
  date: 0,
  timestamp: 0,
  ...found,
})
const open = (seen: Profile) => ({ fixed: undefined, profile: seen })
const fixed = (type: AttributeType, seen: Profile) => ({ fixed: type, profile: seen })
const integers = profile(9, { integer: 9, point: 9, comma: 9 })
const withPoints = profile(9, { integer: 2, point: 9, comma: 2 })
const withCommas = profile(9, { integer: 2, point: 2, comma: 9 })

test.each<[string, Profile, string]>([
  ['no value at all', profile(0, {}), 'text'],
  ['true and false', profile(9, { boolean: 9 }), 'boolean'],
  ['whole numbers', integers, 'integer'],
  ['numbers with a point', withPoints, 'decimal'],
  ['dates, which are times too', profile(9, { date: 9, timestamp: 9 }), 'date'],
  ['dates and times', profile(9, { date: 3, timestamp: 9 }), 'timestamp'],
  ['numbers and one word', profile(9, { integer: 8, point: 8, comma: 8 }), 'text'],
])('a column of %s', (_, column, type) => {
  expect(inferTypes([open(column)], true)).toEqual([{ type, hasComma: false }])
})

test('one column with decimal commas tells that all decimals of the file have them', () => {
  expect(inferTypes([withCommas, integers, withPoints].map(open), false)).toEqual([
    { type: 'decimal', hasComma: true },
    { type: 'integer', hasComma: true },
    { type: 'text', hasComma: true },
  ])
})

test('where commas separate fields, 1,5 is no number', () => {
  expect(inferTypes([open(withCommas)], true)).toEqual([{ type: 'text', hasComma: false }])
})

test('a fixed type stands, whatever the values look like', () => {
  expect(inferTypes([fixed('text', integers), fixed('integer', withPoints)], false).map(({ type }) => type)).toEqual([
    'text',
    'integer',
  ])
})

test('a broken value does not hide that a fixed column of decimals has commas', () => {
  expect(inferTypes([fixed('decimal', profile(9, { integer: 2, point: 2, comma: 8 }))], false)).toEqual([
    { type: 'decimal', hasComma: true },
  ])
})
