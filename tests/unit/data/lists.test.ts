import { expect, test } from 'vitest'
import { parseOrderBy, parseSelect } from '#lib/data/odata/lists.ts'
import type { Attribute } from '#lib/insights/port.ts'

const attributes: Attribute[] = [
  { name: 'state', type: 'text' },
  { name: 'age', type: 'integer' },
  { name: 'desc', type: 'text' },
]

test('a selection names attributes, each once, or all of them', () => {
  expect(parseSelect('state', attributes)).toEqual(['state'])
  expect(parseSelect(' age ,state, age', attributes)).toEqual(['age', 'state'])
  expect(parseSelect('*', attributes)).toBeUndefined()
})

test('an order names attributes with their direction, ascending unless told otherwise', () => {
  expect(parseOrderBy('state', attributes)).toEqual([{ attribute: 'state', descending: false }])
  expect(parseOrderBy('state desc,age asc, desc desc', attributes)).toEqual([
    { attribute: 'state', descending: true },
    { attribute: 'age', descending: false },
    { attribute: 'desc', descending: true },
  ])
})

test.each([
  ['', '$select, position 1: expected the name of an attribute, found the end.'],
  ['state,', 'position 7: expected the name of an attribute, found the end'],
  ['state age', 'position 7: expected a comma or the end, found age'],
  ['*,state', 'position 2: expected the end, found ,'],
  ['name', 'there is no attribute name; there are state, age, desc'],
])('the selection %j is refused with the place', (text, message) => {
  expect(() => parseSelect(text, attributes)).toThrow(message)
})

test.each([
  ['state down', '$orderby, position 7: expected a comma or the end, found down.'],
  ['state desc asc', 'position 12: expected a comma or the end, found asc'],
  ['*', 'position 1: expected the name of an attribute, found *'],
])('the order %j is refused with the place', (text, message) => {
  expect(() => parseOrderBy(text, attributes)).toThrow(message)
})
