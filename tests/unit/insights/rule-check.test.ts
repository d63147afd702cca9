import { describe, expect, test } from 'vitest'
import { checkAggregate } from '#lib/insights/aggregate.ts'
import type { Aggregate, Attribute } from '#lib/insights/port.ts'
import type { Condition, Rule } from '#lib/insights/rule.ts'
import { checkRule, MAX_RULE_DEPTH, MAX_RULE_SIZE } from '#lib/insights/rule-check.ts'

const attributes: Attribute[] = [
  { name: 'state', type: 'text' },
  { name: 'age', type: 'integer' },
  { name: 'balance', type: 'decimal' },
  { name: 'active', type: 'boolean' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'timestamp' },
]

const on = (attribute: string, operator: Condition['operator'], value?: Condition['value']): Condition =>
  value === undefined ? { attribute, operator } : { attribute, operator, value }
const issues = (condition: Condition) => checkRule({ all: [condition] }, attributes)

describe('a rule that fits its entity', () => {
  test.each<Condition>([
    on('state', 'eq', ''),
    on('state', 'gt', 'n'),
    on('state', 'contains', 's'),
    on('state', 'in', ['nsw', 'vic']),
    on('state', 'isNull'),
    on('age', 'eq', 3),
    on('age', 'lt', 20.5),
    on('age', 'eq', '9007199254740993'),
    on('age', 'isNotNull'),
    on('balance', 'ge', -0.1),
    on('active', 'ne', true),
    on('born', 'le', '2024-02-29'),
    on('born', 'lt', { ago: 18, unit: 'years' }),
    on('seen', 'ge', { ago: -3, unit: 'hours' }),
    on('seen', 'gt', '2026-11-23'),
    on('seen', 'gt', '2026-11-23T08:00Z'),
    on('seen', 'gt', '2026-11-23 08:00:00.123456+01:00'),
  ])('%j', condition => {
    expect(issues(condition)).toEqual([])
  })
})

describe('a rule that does not', () => {
  test.each<[Condition, string, string]>([
    [on('State', 'eq', 'nsw'), 'attribute', 'there is no attribute State'],
    [on('state', 'eq', 3), 'value', 'state is of type text, and 3 is not text'],
    [on('age', 'eq', 'twelve'), 'value', 'age is of type integer, and "twelve" is not an integer'],
    [on('age', 'eq', '12'), 'value', 'age is of type integer, and "12" is not an integer'],
    [
      on('age', 'eq', '99999999999999999999'),
      'value',
      'age is of type integer, and "99999999999999999999" is not an integer',
    ],
    [on('age', 'in', [1, 'two']), 'value', 'age is of type integer, and "two" is not an integer'],
    [on('age', 'contains', '1'), 'operator', 'contains does not apply to age, which is of type integer'],
    [on('balance', 'eq', Number.NaN), 'value', 'balance is of type decimal, and null is not a number'],
    [on('active', 'gt', true), 'operator', 'gt does not apply to active, which is of type boolean'],
    [on('active', 'eq', 'true'), 'value', 'active is of type boolean, and "true" is not true or false'],
    [
      on('born', 'eq', '2023-02-29'),
      'value',
      'born is of type date, and "2023-02-29" is not a date such as 2026-11-23',
    ],
    [
      on('born', 'eq', '23-11-2026'),
      'value',
      'born is of type date, and "23-11-2026" is not a date such as 2026-11-23',
    ],
    [
      on('seen', 'eq', 'now'),
      'value',
      'seen is of type timestamp, and "now" is not a time such as 2026-11-23T08:00:00Z',
    ],
    [
      on('seen', 'eq', '2026-02-30T08:00:00Z'),
      'value',
      'seen is of type timestamp, and "2026-02-30T08:00:00Z" is not a time such as 2026-11-23T08:00:00Z',
    ],
    [
      on('age', 'gt', { ago: 1, unit: 'days' }),
      'value',
      'a relative date applies to dates and times, and age is of type integer',
    ],
    [
      on('born', 'gt', { ago: 1, unit: 'hours' }),
      'value',
      'a relative date counts whole days, weeks, months or years, and born is of type date',
    ],
    [on('born', 'in', { ago: 1, unit: 'days' }), 'value', 'in takes a list of values'],
    [on('state', 'in', 'nsw'), 'value', 'in takes a list of values'],
    [on('state', 'eq', ['nsw']), 'value', 'eq takes one value'],
    [on('state', 'eq'), 'value', 'eq takes one value'],
  ])('%j', (condition, member, message) => {
    expect(issues(condition)).toEqual([{ path: `rule.all.0.${member}`, message }])
  })

  test('is told of at its place, with all else that is wrong', () => {
    const rule: Rule = { all: [on('age', 'gt', 1), { any: [on('nope', 'isNull'), { all: [on('state', 'eq', 1)] }] }] }
    expect(checkRule(rule, attributes, 'definition.filter').map(({ path }) => path)).toEqual([
      'definition.filter.all.1.any.0.attribute',
      'definition.filter.all.1.any.1.all.0.value',
    ])
  })

  test('is one that is nested too deep', () => {
    const nested = (depth: number): Rule => (depth === 1 ? { all: [] } : { any: [nested(depth - 1)] })
    expect(checkRule(nested(MAX_RULE_DEPTH), attributes)).toEqual([])
    expect(checkRule(nested(MAX_RULE_DEPTH + 1), attributes)).toMatchObject([
      { message: `must not be more than ${MAX_RULE_DEPTH} levels deep` },
    ])
  })

  test('is one that is too large, values of in counted', () => {
    const values = (count: number): Rule => ({
      all: [
        on(
          'age',
          'in',
          Array.from({ length: count }, (_, at) => at),
        ),
      ],
    })
    expect(checkRule(values(MAX_RULE_SIZE), attributes)).toEqual([])
    expect(checkRule(values(MAX_RULE_SIZE + 1), attributes)).toEqual([
      { path: 'rule', message: `must not have more than ${MAX_RULE_SIZE} conditions and values` },
    ])
  })
})

describe('an aggregate', () => {
  test.each<Aggregate>([
    { operation: 'count' },
    { operation: 'count', attribute: 'state' },
    { operation: 'countDistinct', attribute: 'born' },
    { operation: 'sum', attribute: 'age' },
    { operation: 'avg', attribute: 'balance', filter: { all: [on('state', 'eq', 'nsw')] } },
  ])('%j fits', aggregate => {
    expect(checkAggregate(aggregate, attributes)).toEqual([])
  })

  test.each<[Aggregate, string, string]>([
    [{ operation: 'avg' }, 'aggregate.attribute', 'avg needs an attribute'],
    [{ operation: 'sum', attribute: 'nope' }, 'aggregate.attribute', 'there is no attribute nope'],
    [{ operation: 'sum', attribute: 'state' }, 'aggregate.attribute', 'sum takes a number, and state is of type text'],
    [{ operation: 'max', attribute: 'born' }, 'aggregate.attribute', 'max takes a number, and born is of type date'],
    [
      { operation: 'count', filter: { all: [on('nope', 'isNull')] } },
      'filter.all.0.attribute',
      'there is no attribute nope',
    ],
  ])('%j does not', (aggregate, at, message) => {
    expect(checkAggregate(aggregate, attributes)).toEqual([{ path: `definition.${at}`, message }])
  })
})
