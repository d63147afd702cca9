import type { Aggregate } from '#lib/insights/port.ts'
import type { Condition, Part, Rule } from '#lib/insights/rule.ts'

// Segments and measures as people make them, each another one: two or three conditions, and in one of ten the sum or
// the count of what was ordered lately.

const STATES = ['nsw', 'vic', 'qld', 'wa']

/** The rule of the n-th segment over Customer. */
export function segmentRule(n: number): Rule {
  const age: Condition = { attribute: 'age', operator: n % 2 ? 'ge' : 'lt', value: n % 97 }
  const state: Condition = { attribute: 'state', operator: 'eq', value: STATES[n % 4] ?? '' }
  const parts: Part[][] = [
    [age, state],
    [age, { any: [state, { attribute: 'name', operator: 'startsWith', value: `name ${n % 90}` }] }],
    [
      { attribute: 'balance', operator: 'gt', value: n * 20 },
      { attribute: 'state', operator: 'isNotNull' },
    ],
    [{ attribute: 'born', operator: 'ge', value: { ago: n, unit: 'weeks' } }, age],
    [{ attribute: 'postcode', operator: 'in', value: [1000 + n, 2000 + n, 3000 + n] }, state],
  ]
  return { all: n % 10 === 9 ? [age, spent(n)] : (parts[n % parts.length] ?? []) }
}

const spent = (n: number): Part => ({
  related: {
    entityName: 'Order',
    on: { attribute: 'id', relatedAttribute: 'customer' },
    aggregate: n % 20 === 9 ? { operation: 'sum', attribute: 'amount' } : { operation: 'count' },
    filter: { all: [{ attribute: 'ordered', operator: 'ge', value: { ago: 30 + (n % 9) * 10, unit: 'days' } }] },
  },
  operator: 'gt',
  value: n % 20 === 9 ? n : n % 3,
})

const OPERATIONS = ['count', 'avg', 'sum', 'max', 'min'] as const

/** What the n-th measure over Customer computes. */
export function measureAggregate(n: number): Aggregate {
  const operation = OPERATIONS[n % OPERATIONS.length] ?? 'count'
  return {
    operation,
    ...(operation !== 'count' && { attribute: n % 2 ? 'balance' : 'age' }),
    filter: segmentRule(n * 3 + 1),
  }
}
