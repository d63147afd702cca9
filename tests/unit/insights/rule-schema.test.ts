import { expect, test } from 'vitest'
import { RuleSchema } from '#lib/insights/rule-schema.ts'

const condition = { attribute: 'state', operator: 'eq', value: 'nsw' }

test.each([
  ['no conditions', { all: [] }],
  ['a condition', { all: [condition] }],
  ['groups in groups', { any: [condition, { all: [condition, { any: [] }] }] }],
  ['a list of values', { all: [{ attribute: 'state', operator: 'in', value: ['nsw', 'vic'] }] }],
  ['no value', { all: [{ attribute: 'state', operator: 'isNull' }] }],
  ['a number', { all: [{ attribute: 'age', operator: 'gt', value: 1.5 }] }],
])('a rule may have %s', (_, rule) => {
  expect(RuleSchema.parse(rule)).toEqual(rule)
})

const nested = (depth: number): object => (depth === 0 ? condition : { all: [nested(depth - 1)] })

test.each([
  ['a condition alone', condition, ''],
  ['both groups at once', { all: [], any: [] }, ''],
  ['nothing', {}, ''],
  ['a group that is a condition too', { all: [], ...condition }, ''],
  ['an unknown operator', { all: [{ ...condition, operator: 'like' }] }, 'all.0.operator'],
  ['no attribute', { all: [{ operator: 'eq', value: 1 }] }, 'all.0.attribute'],
  ['no operator', { any: [{ attribute: 'state', value: 1 }] }, 'any.0.operator'],
  ['no value', { all: [{ attribute: 'state', operator: 'eq' }] }, 'all.0.value'],
  ['null for a value', { all: [{ ...condition, value: null }] }, 'all.0.value'],
  ['a list for eq', { all: [{ ...condition, value: ['nsw'] }] }, 'all.0.value'],
  ['one value for in', { all: [{ ...condition, operator: 'in' }] }, 'all.0.value'],
  ['an empty list', { all: [{ ...condition, operator: 'in', value: [] }] }, 'all.0.value'],
  ['a value for isNull', { all: [{ ...condition, operator: 'isNull' }] }, 'all.0.value'],
  ['an endless number', { all: [{ ...condition, value: Number.POSITIVE_INFINITY }] }, 'all.0.value'],
  ['something else than a condition', { all: ['state'] }, 'all.0'],
  ['too many groups in each other', nested(9), ''],
  ['too many conditions', { all: Array(201).fill(condition) }, ''],
])('a rule with %s is refused where it is wrong', (_, rule, path) => {
  const result = RuleSchema.safeParse(rule)
  expect(result.error?.issues.map(issue => issue.path.join('.'))).toEqual([path])
})
