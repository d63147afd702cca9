import { describe, expect, test } from 'vitest'
import type { Attribute } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'
import { RuleError } from '#lib/insights/rule-check.ts'
import { ruleToSql } from '#lib/insights/rule-sql.ts'

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
    '("state" = CAST($1 AS VARCHAR))',
    ["n'sw"],
  ],
  [
    'ne, which holds for null',
    { all: [{ attribute: 'state', operator: 'ne', value: 'nsw' }] },
    '("state" IS DISTINCT FROM CAST($1 AS VARCHAR))',
    ['nsw'],
  ],
  ['an integer', { all: [{ attribute: 'age', operator: 'gt', value: 30 }] }, '("age" > CAST($1 AS BIGINT))', ['30']],
  [
    'an integer beyond 2^53',
    { all: [{ attribute: 'age', operator: 'eq', value: '9007199254740993' }] },
    '("age" = CAST($1 AS BIGINT))',
    ['9007199254740993'],
  ],
  [
    'a fraction',
    { all: [{ attribute: 'age', operator: 'le', value: 30.5 }] },
    '("age" <= CAST($1 AS DOUBLE))',
    ['30.5'],
  ],
  [
    'a decimal',
    { all: [{ attribute: 'balance', operator: 'lt', value: 0.1 }] },
    '("balance" < CAST($1 AS DOUBLE))',
    ['0.1'],
  ],
  [
    'a boolean',
    { all: [{ attribute: 'active', operator: 'eq', value: true }] },
    '("active" = CAST($1 AS BOOLEAN))',
    ['true'],
  ],
  [
    'a date',
    { all: [{ attribute: 'born', operator: 'ge', value: '2000-01-01' }] },
    '("born" >= CAST($1 AS DATE))',
    ['2000-01-01'],
  ],
  [
    'a time, in UTC',
    { all: [{ attribute: 'seen', operator: 'ge', value: '2026-11-23T08:00:00.5+01:00' }] },
    '("seen" >= CAST($1 AS TIMESTAMP))',
    ['2026-11-23T07:00:00.500000'],
  ],
  [
    'a list',
    { all: [{ attribute: 'state', operator: 'in', value: ['nsw', 'vic'] }] },
    '("state" IN (CAST($1 AS VARCHAR), CAST($2 AS VARCHAR)))',
    ['nsw', 'vic'],
  ],
  [
    'a list of numbers of which an integer can be some',
    { all: [{ attribute: 'age', operator: 'in', value: [1, 2.5, 3] }] },
    '("age" IN (CAST($1 AS BIGINT), CAST($2 AS BIGINT)))',
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
    '(contains("state", CAST($1 AS VARCHAR)))',
    ['%_'],
  ],
  ['a strange name', { all: [{ attribute: 'a "b"; --', operator: 'isNull' }] }, '("a ""b""; --" IS NULL)', []],
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
    '("age" IS NOT NULL OR (starts_with("state", CAST($1 AS VARCHAR)) AND ends_with("state", CAST($2 AS VARCHAR))))',
    ['n', 'w'],
  ],
])('%s', (_, rule, sql, parameters) => {
  expect(ruleToSql(rule, attributes)).toEqual({ sql, parameters })
})

describe('a rule that does not fit', () => {
  test('is refused, and the error says where and why', () => {
    const attempt = () => ruleToSql({ any: [{ attribute: 'age', operator: 'eq', value: 'x' }] }, attributes, 'filter')
    expect(attempt).toThrow(RuleError)
    expect(attempt).toThrow('filter.any.0.value: age is of type integer, and "x" is not an integer.')
  })
})
