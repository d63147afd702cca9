import { expect, test } from 'vitest'
import { RuleSchema } from '#lib/insights/rule-schema.ts'

const related = {
  related: {
    entityName: 'Order',
    on: { attribute: 'id', relatedAttribute: 'customer' },
    aggregate: { operation: 'sum', attribute: 'amount' },
    filter: { all: [{ attribute: 'ordered', operator: 'ge', value: { ago: 90, unit: 'days' } }] },
  },
  operator: 'gt',
  value: 500,
}
const ofRelated = (part: object) => ({ all: [{ ...related, related: { ...related.related, ...part } }] })
const condition = { attribute: 'state', operator: 'eq', value: 'nsw' }

test.each([
  ['no conditions', { all: [] }],
  ['a condition', { all: [condition] }],
  ['groups in groups', { any: [condition, { all: [condition, { any: [] }] }] }],
  ['a list of values', { all: [{ attribute: 'state', operator: 'in', value: ['nsw', 'vic'] }] }],
  ['no value', { all: [{ attribute: 'state', operator: 'isNull' }] }],
  ['a relative date', { all: [{ attribute: 'born', operator: 'lt', value: { ago: -1, unit: 'years' } }] }],
  ['related records', { any: [related, condition] }],
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
  ['a fraction of a day', { all: [{ ...condition, value: { ago: 0.5, unit: 'days' } }] }, 'all.0.value'],
  ['an unknown unit', { all: [{ ...condition, value: { ago: 1, unit: 'moons' } }] }, 'all.0.value'],
  ['related records and an attribute', { all: [{ ...related, attribute: 'state' }] }, 'all.0'],
  ['a text to compare related records with', { all: [{ ...related, value: 'x' }] }, 'all.0.value'],
  ['an operator that related records have not', { all: [{ ...related, operator: 'contains' }] }, 'all.0.operator'],
  ['the sum of nothing', ofRelated({ aggregate: { operation: 'sum' } }), 'all.0.related.aggregate.attribute'],
  ['no key', ofRelated({ on: { attribute: 'id' } }), 'all.0.related.on.relatedAttribute'],
  ['related records of related records', ofRelated({ filter: { all: [related] } }), 'all.0.related.filter'],
  ['too many conditions in a filter', ofRelated({ filter: { all: Array(200).fill(condition) } }), ''],
  ['something else than a condition', { all: ['state'] }, 'all.0'],
  ['too many groups in each other', nested(9), ''],
  ['too many conditions', { all: Array(201).fill(condition) }, ''],
])('a rule with %s is refused where it is wrong', (_, rule, path) => {
  const result = RuleSchema.safeParse(rule)
  expect(result.error?.issues.map(issue => issue.path.join('.'))).toEqual([path])
})
