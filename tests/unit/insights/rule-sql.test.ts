import { expect, test } from 'vitest'
import type { Attribute } from '#lib/insights/port.ts'
import type { Part, Rule } from '#lib/insights/rule.ts'
import { Statement } from '#lib/insights/statement.ts'

const attributes: Attribute[] = [
  { name: 'state', type: 'text' },
  { name: 'age', type: 'integer' },
  { name: 'balance', type: 'decimal' },
  { name: 'active', type: 'boolean' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'timestamp' },
  { name: 'a "b"; --', type: 'text' },
]

test.each<[string, Rule, string, string[]]>([
  ['an empty all', { all: [] }, 'TRUE', []],
  ['an empty any', { any: [] }, 'FALSE', []],
  [
    'text',
    { all: [{ attribute: 'state', operator: 'eq', value: "n'sw" }] },
    '(t."state" = CAST($1 AS VARCHAR))',
    ["n'sw"],
  ],
  [
    'ne, which holds for null',
    { all: [{ attribute: 'state', operator: 'ne', value: 'nsw' }] },
    '(t."state" IS DISTINCT FROM CAST($1 AS VARCHAR))',
    ['nsw'],
  ],
  ['an integer', { all: [{ attribute: 'age', operator: 'gt', value: 30 }] }, '(t."age" > CAST($1 AS BIGINT))', ['30']],
  [
    'an integer beyond 2^53',
    { all: [{ attribute: 'age', operator: 'eq', value: '9007199254740993' }] },
    '(t."age" = CAST($1 AS BIGINT))',
    ['9007199254740993'],
  ],
  [
    'a fraction',
    { all: [{ attribute: 'age', operator: 'le', value: 30.5 }] },
    '(t."age" <= CAST($1 AS DOUBLE PRECISION))',
    ['30.5'],
  ],
  [
    'a decimal',
    { all: [{ attribute: 'balance', operator: 'lt', value: 0.1 }] },
    '(t."balance" < CAST($1 AS DOUBLE PRECISION))',
    ['0.1'],
  ],
  [
    'a boolean',
    { all: [{ attribute: 'active', operator: 'eq', value: true }] },
    '(t."active" = CAST($1 AS BOOLEAN))',
    ['true'],
  ],
  [
    'a date',
    { all: [{ attribute: 'born', operator: 'ge', value: '2000-01-01' }] },
    '(t."born" >= CAST($1 AS DATE))',
    ['2000-01-01'],
  ],
  [
    'a time, in UTC',
    { all: [{ attribute: 'seen', operator: 'ge', value: '2026-11-23T08:00:00.5+01:00' }] },
    '(t."seen" >= CAST($1 AS TIMESTAMP))',
    ['2026-11-23T07:00:00.500000'],
  ],
  [
    'a list',
    { all: [{ attribute: 'state', operator: 'in', value: ['nsw', 'vic'] }] },
    '(t."state" IN (CAST($1 AS VARCHAR), CAST($2 AS VARCHAR)))',
    ['nsw', 'vic'],
  ],
  [
    'a list of numbers of which an integer can be some',
    { all: [{ attribute: 'age', operator: 'in', value: [1, 2.5, 3] }] },
    '(t."age" IN (CAST($1 AS BIGINT), CAST($2 AS BIGINT)))',
    ['1', '3'],
  ],
  [
    'a list of numbers of which an integer can be none',
    { all: [{ attribute: 'age', operator: 'in', value: [2.5] }] },
    '(FALSE)',
    [],
  ],
  [
    'parts of text, % and _ being letters',
    { all: [{ attribute: 'state', operator: 'contains', value: '%_' }] },
    '(position(CAST($1 AS VARCHAR) IN t."state") > 0)',
    ['%_'],
  ],
  ['a strange name', { all: [{ attribute: 'a "b"; --', operator: 'isNull' }] }, '(t."a ""b""; --" IS NULL)', []],
  [
    'nesting',
    {
      any: [
        { attribute: 'age', operator: 'isNotNull' },
        {
          all: [
            { attribute: 'state', operator: 'startsWith', value: 'n' },
            { attribute: 'state', operator: 'endsWith', value: 'w' },
          ],
        },
      ],
    },
    '(t."age" IS NOT NULL OR (starts_with(t."state", CAST($1 AS VARCHAR)) AND right(t."state", length(CAST($2 AS VARCHAR))) = CAST($2 AS VARCHAR)))',
    ['n', 'w'],
  ],
])('%s', (_, rule, sql, parameters) => {
  const statement = new Statement({ Contact: { from: 'contacts', attributes } }, 'Contact', new Date())
  expect(statement.condition(rule)).toBe(sql)
  expect(statement.parameters).toEqual(parameters)
})

const order: Attribute[] = [
  { name: 'customer', type: 'text' },
  { name: 'amount', type: 'decimal' },
]
const relations = { Contact: { from: 'contacts', attributes }, Order: { from: 'orders', attributes: order } }
const ofOrders = (operation: 'sum' | 'avg', filter?: Rule): Part => ({
  related: {
    entityName: 'Order',
    on: { attribute: 'state', relatedAttribute: 'customer' },
    aggregate: { operation, attribute: 'amount' },
    ...(filter && { filter }),
  },
  operator: 'gt',
  value: 500,
})

test('related records of one key are one join, grouped by it, and the same number is computed once', () => {
  const statement = new Statement(relations, 'Contact', new Date())
  const large: Rule = { all: [{ attribute: 'amount', operator: 'ge', value: 9 }] }
  expect(statement.condition({ any: [ofOrders('sum'), ofOrders('avg', large), ofOrders('sum')] })).toBe(
    '(coalesce(r0.a0, 0) > CAST($1 AS DOUBLE PRECISION) OR r0.a1 > CAST($3 AS DOUBLE PRECISION) OR ' +
      'coalesce(r0.a0, 0) > CAST($4 AS DOUBLE PRECISION))',
  )
  expect(statement.from.replace(/\s+/g, ' ')).toBe(
    'contacts AS t LEFT JOIN (SELECT t."customer" AS k, coalesce(sum(t."amount"), 0) AS a0, ' +
      'avg(CASE WHEN (t."amount" >= CAST($2 AS DOUBLE PRECISION)) THEN t."amount" END) AS a1 ' +
      'FROM orders AS t WHERE t."customer" IS NOT NULL GROUP BY t."customer") AS r0 ON r0.k = t."state"',
  )
  expect(statement.parameters).toEqual(['500', '9', '500', '500'])
})
