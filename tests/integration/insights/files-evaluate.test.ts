import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  AGGREGATE_OPERATIONS,
  type Aggregate,
  type AggregateOperation,
  type Attribute,
  type Value,
} from '#lib/insights/port.ts'
import {
  COMPARISON_OPERATORS,
  type Condition,
  type RelatedCondition,
  type Rule,
  type Scalar,
} from '#lib/insights/rule.ts'
import { openFiles } from '#tests/support/files.ts'
import { holds } from '#tests/support/rule-model.ts'

const attributes: Attribute[] = [
  { name: 'name', type: 'text' },
  { name: 'count', type: 'integer' },
  { name: 'amount', type: 'decimal' },
  { name: 'active', type: 'boolean' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'timestamp' },
]

// Few values, so that random rows and random rules meet.
const VALUES: Record<Attribute['type'], Scalar[]> = {
  text: ['a', 'b', 'ab', 'ba', 'aba', 'B', '漢', '😀', '%'],
  integer: [-1, 0, 1, 2, 10, 9007199254740991],
  decimal: [-1.5, 0, 0.1, 0.2, 0.3, 2, 1234567.89],
  boolean: [true, false],
  date: ['1999-12-31', '2000-01-01', '2024-02-29'],
  timestamp: ['2024-01-01T00:00:00Z', '2024-01-01T10:20:30Z', '2024-01-01T10:20:30.5Z'],
}
const SAME_TIMES = ['2024-01-01', '2024-01-01T11:20:30+01:00']

const row = fc.record(
  Object.fromEntries(
    attributes.map(({ name, type }) => [name, fc.option(fc.constantFrom(...VALUES[type]), { nil: null })]),
  ),
) as fc.Arbitrary<Record<string, Value>>

const OFTEN = attributes.filter(({ type }) => type === 'text').flatMap(text => [text, text, text])

const condition: fc.Arbitrary<Condition> = fc.constantFrom(...attributes, ...OFTEN).chain(({ name, type }) => {
  const operators: Condition['operator'][] = ['eq', 'ne', 'in', 'isNull', 'isNotNull']
  if (type !== 'boolean') operators.push('gt', 'ge', 'lt', 'le')
  if (type === 'text') operators.push('contains', 'startsWith', 'endsWith')
  const extra = type === 'timestamp' ? SAME_TIMES : type === 'integer' ? [0.5, 1e20] : []
  const value = fc.constantFrom<Scalar>(...VALUES[type], ...extra)
  return fc.constantFrom(...operators).chain((operator): fc.Arbitrary<Condition> => {
    if (operator === 'isNull' || operator === 'isNotNull') return fc.constant({ attribute: name, operator })
    if (operator === 'in')
      return fc.array(value, { maxLength: 3 }).map(values => ({ attribute: name, operator, value: values }))
    return value.map(one => ({ attribute: name, operator, value: one }))
  })
})

const { rule } = fc.letrec<{ rule: Rule }>(tie => ({
  rule: fc
    .tuple(
      fc.constantFrom('all', 'any'),
      fc.array(fc.oneof({ weight: 3, arbitrary: condition }, tie('rule')), { maxLength: 4 }),
    )
    .map(([word, parts]) => (word === 'all' ? { all: parts } : { any: parts })),
}))

const csvOf = (attributes: Attribute[], rows: Record<string, Value>[]) =>
  [attributes.map(({ name }) => name), ...rows.map(row => attributes.map(({ name }) => `"${row[name] ?? ''}"`))]
    .map(fields => `${fields.join()}\n`)
    .join('')

test('any rule over any rows holds for the rows that the model says, nulls included', {
  timeout: 120_000,
}, async () => {
  const files = await openFiles()
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 40, size: 'max' }),
      fc.array(rule, { minLength: 20, maxLength: 30 }),
      async (rows, rules) => {
        const { table } = await files.ingest(csvOf(attributes, rows), { attributes })
        for (const filter of rules) {
          const expected = rows.filter(one => holds(filter, one, attributes))
          expect(await files.evaluate(table, { kind: 'count', rule: filter })).toBe(expected.length)
          const { rows: read, count } = await files.port.read(table, { filter, top: 1000, skip: 0, count: true })
          expect({ read, count }).toEqual({ read: expected, count: expected.length })
        }
      },
    ),
    { numRuns: 25 },
  )
})

const customer: Attribute[] = [
  { name: 'id', type: 'integer' },
  { name: 'state', type: 'text' },
]
const order: Attribute[] = [
  { name: 'buyer', type: 'integer' },
  { name: 'amount', type: 'decimal' },
  { name: 'ordered', type: 'date' },
  { name: 'paid', type: 'timestamp' },
]
const NOW = new Date('2024-03-31T12:00:00Z')
const IDS = [1, 2, 3, 4]
const AMOUNTS = [0, 0.5, 10, 250.25]
const DAYS = ['2023-03-31', '2024-02-29', '2024-03-01', '2024-03-24', '2024-03-31', '2024-04-01']
const maybe = <T>(values: T[]) => fc.option(fc.constantFrom(...values), { nil: null })
const UNITS = ['days', 'weeks', 'months', 'years'] as const

const since: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.constantFrom('ordered', 'paid'),
    fc.constantFrom(...COMPARISON_OPERATORS),
    fc.integer({ min: -2, max: 40 }),
    fc.constantFrom(...UNITS),
  )
  .map(([attribute, operator, ago, unit]) => ({ all: [{ attribute, operator, value: { ago, unit } }] }))

const relatedCondition: fc.Arbitrary<RelatedCondition> = fc
  .tuple(
    fc.constantFrom(...AGGREGATE_OPERATIONS),
    fc.boolean(),
    fc.option(since, { nil: undefined }),
    fc.constantFrom(...COMPARISON_OPERATORS),
    fc.constantFrom(0, 1, 2, 10, 250.25),
  )
  .map(([operation, ofRows, filter, operator, value]) => ({
    related: {
      entityName: 'Order',
      on: { attribute: 'id', relatedAttribute: 'buyer' },
      aggregate: operation === 'count' && ofRows ? { operation } : { operation, attribute: 'amount' },
      ...(filter && { filter }),
    },
    operator,
    value,
  }))

const stateIs: fc.Arbitrary<Condition> = fc
  .constantFrom('nsw', 'vic')
  .map(value => ({ attribute: 'state', operator: 'eq', value }))

const customerRule: fc.Arbitrary<Rule> = fc
  .tuple(fc.constantFrom('all', 'any'), fc.array(fc.oneof(relatedCondition, stateIs), { minLength: 1, maxLength: 4 }))
  .map(([word, parts]) => (word === 'all' ? { all: parts } : { any: parts }))

test('many evaluations at once, with related records and relative dates, answer what the model says', {
  timeout: 180_000,
}, async () => {
  const files = await openFiles()
  const customers = fc.array(fc.record({ id: maybe(IDS), state: maybe(['nsw', 'vic']) }), { maxLength: 20 })
  const orders = fc.array(
    fc.record({
      buyer: maybe([...IDS, 9]),
      amount: maybe(AMOUNTS),
      ordered: maybe(DAYS),
      paid: maybe(DAYS.flatMap(day => [`${day}T00:00:00Z`, `${day}T12:00:00Z`])),
    }),
    { maxLength: 40 },
  )
  const rules = fc.array(customerRule, { minLength: 100, maxLength: 120 })
  await fc.assert(
    fc.asyncProperty(customers, orders, rules, async (rows, others, asked) => {
      const { table: Customer } = await files.ingest(csvOf(customer, rows), { attributes: customer })
      const { table: Order } = await files.ingest(csvOf(order, others), { attributes: order })
      const world = { entities: { Order: { rows: others, attributes: order } }, at: NOW }
      const expected = asked.map(rule => rows.filter(row => holds(rule, row, customer, world)).length)
      const about = { kind: 'count', entityName: 'Customer', at: NOW } as const
      const answers = await files.port.evaluate(
        { Customer, Order },
        asked.map(rule => ({ ...about, rule })),
      )
      expect(answers).toEqual(expected.map(value => ({ value })))
    }),
    { numRuns: 15 },
  )
})

test('one evaluation that fails fails alone', async () => {
  const files = await openFiles()
  const { table } = await files.ingest('n\n9000000000000000000\n9000000000000000000\n')
  const about = { entityName: 'Number', at: NOW }
  const everyRow: Rule = { all: [] }
  const answers = await files.port.evaluate({ Number: table }, [
    { ...about, kind: 'count', rule: everyRow },
    { ...about, kind: 'count', rule: everyRow, entityName: 'Gone' },
    { kind: 'sql', result: 'ids', sql: 'select x from Number', entityNames: ['Number'] },
    { ...about, kind: 'aggregate', operation: 'sum', attribute: 'n' },
  ])
  expect(answers).toEqual([
    { value: 2 },
    { error: expect.stringContaining('see the log') },
    { error: expect.stringContaining('"x" not found') },
    { value: 18e18 },
  ])
})

test('a measure with dimensions has its greatest rows first', async () => {
  const files = await openFiles()
  const { table } = await files.ingest('state,age,active\nnsw,30,true\nnsw,40,false\nvic,50,true\n,1,\n')
  const mean = { kind: 'aggregate', entityName: 'Contact', at: NOW, operation: 'avg', attribute: 'age' } as const
  const filter: Rule = { all: [{ attribute: 'age', operator: 'gt', value: 1 }] }
  const [answer] = await files.port.evaluate({ Contact: table }, [{ ...mean, dimensions: ['state', 'active'], filter }])
  expect(answer).toEqual({
    value: null,
    groups: [
      { dimensions: { state: 'vic', active: true }, value: 50 },
      { dimensions: { state: 'nsw', active: false }, value: 40 },
      { dimensions: { state: 'nsw', active: true }, value: 30 },
    ],
  })
})

describe('an aggregate', () => {
  const content = 'state,age,balance\nnsw,30,1.10\nnsw,40,2.20\nvic,,3.30\nvic,30,\n,,\n'

  test.each<[Aggregate, number | null]>([
    [{ operation: 'count' }, 5],
    [{ operation: 'count', attribute: 'age' }, 3],
    [{ operation: 'countDistinct', attribute: 'age' }, 2],
    [{ operation: 'countDistinct', attribute: 'state' }, 2],
    [{ operation: 'sum', attribute: 'age' }, 100],
    [{ operation: 'sum', attribute: 'balance' }, 6.6],
    [{ operation: 'avg', attribute: 'age' }, 100 / 3],
    [{ operation: 'min', attribute: 'balance' }, 1.1],
    [{ operation: 'max', attribute: 'age' }, 40],
    [
      {
        operation: 'avg',
        attribute: 'balance',
        filter: { all: [{ attribute: 'state', operator: 'eq', value: 'nsw' }] },
      },
      1.65,
    ],
    [{ operation: 'avg', attribute: 'age', filter: { any: [] } }, null],
    [{ operation: 'max', attribute: 'age', filter: { any: [] } }, null],
    [{ operation: 'sum', attribute: 'age', filter: { any: [] } }, 0],
    [{ operation: 'count', filter: { any: [] } }, 0],
  ])('%j is %d', async (aggregate, expected) => {
    const files = await openFiles()
    const { table } = await files.ingest(content)
    expect(await files.evaluate(table, { kind: 'aggregate', ...aggregate })).toBe(expected)
  })

  test('sums decimals exactly, in whatever order they come', async () => {
    const files = await openFiles()
    const { table } = await files.ingest(`v\n${'0.1\n'.repeat(100_000)}`)
    const sum: AggregateOperation = 'sum'
    expect(await files.evaluate(table, { kind: 'aggregate', operation: sum, attribute: 'v' })).toBe(10_000)
  })
})

test('a value that looks like SQL is a value', async () => {
  const files = await openFiles()
  const { table } = await files.ingest(`name\n"x' OR '1'='1"\ny\n`)
  const rule: Rule = { all: [{ attribute: 'name', operator: 'eq', value: "x' OR '1'='1" }] }
  expect(await files.evaluate(table, { kind: 'count', rule })).toBe(1)
})
