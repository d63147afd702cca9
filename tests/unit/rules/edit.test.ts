import { expect, test } from 'vitest'
import { emptyRelated, missing, operatorsFor, typed, withAttribute, withOperator } from '#components/rules/edit.ts'
import type { Attribute } from '#lib/insights/port.ts'
import type { Rule } from '#lib/insights/rule.ts'

const contact: Attribute[] = [
  { name: 'age', type: 'integer' },
  { name: 'score', type: 'decimal' },
  { name: 'postcode', type: 'text' },
  { name: 'mailable', type: 'boolean' },
]
const order: Attribute[] = [{ name: 'age', type: 'text' }]
const send = (rule: Rule) =>
  typed(rule, 'Contact', [
    { name: 'Contact', attributes: contact },
    { name: 'Order', attributes: order },
  ])
const one = (attribute: string, value: string | string[]): Rule => ({ all: [{ attribute, operator: 'eq', value }] })

test('what was typed becomes a value of the attribute’s type', () => {
  expect(send(one('age', '42'))).toEqual({ all: [{ attribute: 'age', operator: 'eq', value: 42 }] })
  expect(send(one('score', ' -0.5 '))).toEqual({ all: [{ attribute: 'score', operator: 'eq', value: -0.5 }] })
  expect(send(one('mailable', 'true'))).toEqual({ all: [{ attribute: 'mailable', operator: 'eq', value: true }] })
  expect(send(one('postcode', '0200'))).toEqual(one('postcode', '0200'))
})

test('what cannot be read as that type is sent as it was typed, for the service to name', () => {
  for (const text of ['', 'twelve', '1,5', '1e999']) expect(send(one('age', text))).toEqual(one('age', text))
  expect(send(one('mailable', 'maybe'))).toEqual(one('mailable', 'maybe'))
})

test('a list leaves empty lines out', () => {
  expect(send(one('age', ['1', '', '2']))).toEqual({ all: [{ attribute: 'age', operator: 'eq', value: [1, 2] }] })
})

test('a rule that is nested deeply and untouched is sent as it was', () => {
  const rule: Rule = {
    any: [
      { all: [{ any: [{ all: [{ attribute: 'age', operator: 'ge', value: 18 }] }, { any: [] }] }] },
      { attribute: 'gone', operator: 'in', value: ['a', 1, true] },
      { attribute: 'postcode', operator: 'isNull' },
    ],
  }
  expect(send(rule)).toEqual(rule)
})

test('another operator keeps the value as far as it takes one', () => {
  const nsw = { attribute: 'state', operator: 'eq', value: 'nsw' } as const
  expect(withOperator(nsw, 'in')).toEqual({ ...nsw, operator: 'in', value: ['nsw'] })
  expect(withOperator({ ...nsw, operator: 'in', value: ['nsw', 'vic'] }, 'ne')).toEqual({ ...nsw, operator: 'ne' })
  expect(withOperator(nsw, 'isNull')).toEqual({ attribute: 'state', operator: 'isNull' })
  expect(withOperator({ attribute: 'state', operator: 'isNull' }, 'eq')).toEqual({ ...nsw, value: '' })
})

test('an operator that the rule has is offered even where it does not fit the type', () => {
  expect(operatorsFor('integer', 'eq')).not.toContain('contains')
  expect(operatorsFor('integer', 'contains')).toContain('contains')
  expect(operatorsFor('boolean', 'eq')).toEqual(['eq', 'ne', 'isNull', 'isNotNull'])
  expect(operatorsFor(undefined, 'eq')).toHaveLength(12)
})

test('the filter of related records is sent as the other entity has its types', () => {
  const related = { ...emptyRelated(), value: 500 }
  const filtered = { ...related, related: { ...related.related, entityName: 'Order', filter: one('age', '42') } }
  expect(send({ all: [filtered] })).toEqual({ all: [filtered] })
})

test('what is missing in related records is named by its place', () => {
  const rule: Rule = { all: [emptyRelated()] }
  expect(missing(rule, 'rule')).toEqual([
    'rule.all.0.related.entityName',
    'rule.all.0.related.on.attribute',
    'rule.all.0.related.on.relatedAttribute',
    'rule.all.0.value',
  ])
})

test('a relative date goes with its attribute to another date, and not to a number', () => {
  const since = { attribute: 'born', operator: 'ge', value: { ago: 90, unit: 'days' } } as const
  expect(withAttribute(since, 'ordered', 'timestamp')).toEqual({ ...since, attribute: 'ordered' })
  expect(withAttribute(since, 'age', 'integer')).toEqual({ ...since, attribute: 'age', value: '' })
  expect(withOperator(since, 'lt')).toEqual({ ...since, operator: 'lt' })
  expect(withOperator(since, 'isNull')).toEqual({ attribute: 'born', operator: 'isNull' })
})
