import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseFilter } from '#lib/data/odata/filter.ts'
import { Invalid } from '#lib/errors.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Condition, Part, Rule } from '#lib/insights/rule.ts'

const attributes: Attribute[] = [
  { name: 'state', type: 'text' },
  { name: 'First name', type: 'text' },
  { name: 'straße', type: 'text' },
  { name: 'age', type: 'integer' },
  { name: 'balance', type: 'decimal' },
  { name: 'active', type: 'boolean' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'timestamp' },
]
const parse = (text: string) => parseFilter(text, attributes)

const state = (operator: Condition['operator'], value?: Condition['value']): Condition =>
  value === undefined ? { attribute: 'state', operator } : { attribute: 'state', operator, value }
const age = (operator: Condition['operator'], value: number): Condition => ({ attribute: 'age', operator, value })

describe('what is understood', () => {
  test.each<[string, Rule]>([
    ["state eq 'nsw'", { all: [state('eq', 'nsw')] }],
    ["state eq 'O''Brien''s'", { all: [state('eq', "O'Brien's")] }],
    ["state eq ''", { all: [state('eq', '')] }],
    ["  state\teq  'nsw' ", { all: [state('eq', 'nsw')] }],
    ['state eq null', { all: [state('isNull')] }],
    ['state ne null', { all: [state('isNotNull')] }],
    ['age gt -5', { all: [age('gt', -5)] }],
    ["state ne 'nsw'", { all: [state('ne', 'nsw')] }],
    ['age eq 9007199254740993', { all: [{ attribute: 'age', operator: 'eq', value: '9007199254740993' }] }],
    ['age ge 1e3', { all: [age('ge', 1000)] }],
    ['age lt 20.5', { all: [age('lt', 20.5)] }],
    ['balance le 0.1', { all: [{ attribute: 'balance', operator: 'le', value: 0.1 }] }],
    ['active eq true', { all: [{ attribute: 'active', operator: 'eq', value: true }] }],
    ["state in ('nsw','vic')", { all: [state('in', ['nsw', 'vic'])] }],
    ['age in (1, 2,3)', { all: [{ attribute: 'age', operator: 'in', value: [1, 2, 3] }] }],
    ["contains(state,'s')", { all: [state('contains', 's')] }],
    ["startswith( state , 'n' )", { all: [state('startsWith', 'n')] }],
    ["endswith(state,'w')", { all: [state('endsWith', 'w')] }],
    ["straße eq 'Höhe'", { all: [{ attribute: 'straße', operator: 'eq', value: 'Höhe' }] }],
    ["First_x0020_name eq 'Ann'", { all: [{ attribute: 'First name', operator: 'eq', value: 'Ann' }] }],
    ['born lt 2026-02-28', { all: [{ attribute: 'born', operator: 'lt', value: '2026-02-28' }] }],
    ["born lt '2026-02-28'", { all: [{ attribute: 'born', operator: 'lt', value: '2026-02-28' }] }],
    ['seen ge 2026-02-28', { all: [{ attribute: 'seen', operator: 'ge', value: '2026-02-28' }] }],
    [
      'seen ge 2026-02-28T10:00:00.5+01:00',
      { all: [{ attribute: 'seen', operator: 'ge', value: '2026-02-28T10:00:00.5+01:00' }] },
    ],
    ["state EQ 'a' AND age Gt 1", { all: [state('eq', 'a'), age('gt', 1)] }],
  ])('%s', (text, rule) => {
    expect(parse(text)).toEqual(rule)
  })

  test('and binds more tightly than or', () => {
    expect(parse("state eq 'a' or state eq 'b' and age gt 1")).toEqual({
      any: [state('eq', 'a'), { all: [state('eq', 'b'), age('gt', 1)] }],
    })
  })

  test('parentheses bind first', () => {
    expect(parse("(state eq 'a' or (state eq 'b')) and age gt 1")).toEqual({
      all: [{ any: [state('eq', 'a'), state('eq', 'b')] }, age('gt', 1)],
    })
  })
})

describe('what is refused, with its place and what was expected there', () => {
  test.each([
    ['', '$filter, position 1: expected the name of an attribute, found the end.'],
    ['nope eq 1', 'position 1: there is no attribute nope; there are state, First name, straße, age'],
    ['State eq 1', 'position 1: there is no attribute State'],
    ['state', 'position 6: expected eq, ne, gt, ge, lt, le or in, found the end'],
    ["state = 'nsw'", 'position 7: = has no place here'],
    ["state like 'n%'", 'position 7: expected eq, ne, gt, ge, lt, le or in, found like'],
    ['state eq', 'position 9: expected a value, found the end'],
    ['state eq nsw', "position 10: state is text: write the value in single quotes, 'like this'"],
    ['state eq 5', 'position 10: state is text'],
    ["state eq 'nsw", 'position 10: this string has no end'],
    ["age eq '5'", 'position 8: age is a number: write the value without quotes'],
    ['age eq 99999999999999999999', 'position 8: age is a number'],
    ['balance eq 9007199254740993', 'position 12: balance is a number'],
    ['age eq 1e999', 'position 8: age is a number'],
    ['age eq NaN', 'position 8: age is a number'],
    ['active gt true', 'position 8: active is a boolean: compare it by eq, ne or in'],
    ["active eq 'true'", 'position 11: active is a boolean'],
    ['active', 'position 7: expected eq, ne'],
    ['born eq 2026-02-30', 'position 9: born is a date: write the value as 2026-11-23'],
    ['born eq 2026-02-28T10:00:00Z', 'position 9: born is a date'],
    ['seen eq 2026-02-28T25:00:00Z', 'position 9: seen is a time: write the value as 2026-11-23T08:00:00Z'],
    ['age gt null', 'position 5: null is compared by eq or ne'],
    ['age in (1,null)', 'position 11: age is a number'],
    ['age in ()', 'position 9: expected a value, found )'],
    ['age in 1', 'position 8: expected (, found 1'],
    ['age in (1 2)', 'position 11: expected ), found 2'],
    ["contains(age,'1')", 'position 10: contains takes a text attribute; age is none'],
    ['contains(state)', 'position 15: expected ,, found )'],
    ["tolower(state) eq 'a'", 'position 1: there is no tolower(…) here; there are contains, startswith, endswith'],
    ['constructor(state)', 'position 1: there is no constructor(…) here'],
    ['active eq constructor', 'position 11: active is a boolean'],
    ['not (age gt 1)', 'position 1: there is no not(…) here'],
    ['(age gt 1', 'position 10: expected ), found the end'],
    ['age gt 1)', 'position 9: expected and or or or the end, found )'],
    ['age gt 1 age lt 2', 'position 10: expected and or or or the end, found age'],
    ['age gt 1 and', 'position 13: expected the name of an attribute, found the end'],
    ['1 lt age', 'position 1: expected the name of an attribute, found 1'],
    [`${'('.repeat(21)}age gt 1${')'.repeat(21)}`, 'position 21: parentheses are nested more than 20 deep'],
  ])('%s', (text, message) => {
    expect(() => parse(text)).toThrow(Invalid)
    expect(() => parse(text)).toThrow(message)
  })
})

test('any text at all is read or refused, and never breaks the reader', () => {
  const piece = fc.constantFrom(
    'state',
    'age',
    'eq',
    'in',
    'and',
    'or',
    '(',
    ')',
    ',',
    "'",
    "'x'",
    '5',
    'null',
    ' ',
    '_x0020_',
    '\u{1f600}',
    '%',
    '-',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 20 }).map(pieces => pieces.join(' ')),
  )
  fc.assert(
    fc.property(text, value => {
      try {
        expect(Object.keys(parse(value))).toHaveLength(1)
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
      }
    }),
    { numRuns: 5000 },
  )
})

test('a rule that is written as a filter is read as that rule', () => {
  const quote = (value: unknown) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))
  const write = (rule: Part): string => {
    if ('related' in rule) throw new Error('OData has no words for it.')
    if ('all' in rule) return `(${rule.all.map(write).join(' and ')})`
    if ('any' in rule) return `(${rule.any.map(write).join(' or ')})`
    return rule.operator === 'in'
      ? `${rule.attribute} in (${(rule.value as unknown[]).map(quote).join(',')})`
      : `${rule.attribute} ${rule.operator} ${quote(rule.value)}`
  }
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ attribute: fc.constant('state'), operator: fc.constantFrom('eq', 'gt', 'le'), value: fc.string() }),
    fc.record({ attribute: fc.constant('age'), operator: fc.constantFrom('eq', 'ge', 'lt'), value: fc.integer() }),
    fc.record({
      attribute: fc.constant('state'),
      operator: fc.constant('in'),
      value: fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
    }),
  )
  const { rule } = fc.letrec<{ rule: Rule; part: Rule | Condition }>(tie => ({
    rule: fc.oneof(
      fc.record({ all: fc.array(tie('part'), { minLength: 2, maxLength: 4 }) }),
      fc.record({ any: fc.array(tie('part'), { minLength: 2, maxLength: 4 }) }),
    ),
    part: fc.oneof({ maxDepth: 4 }, condition, tie('rule')),
  }))
  fc.assert(
    fc.property(rule, value => {
      expect(parse(write(value))).toEqual(value)
    }),
    { numRuns: 500 },
  )
})
