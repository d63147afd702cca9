import { expect, test } from 'vitest'
import { isCountable, resolveRelative } from '#lib/insights/relative-time.ts'
import type { Relative } from '#lib/insights/rule.ts'

const AT = new Date('2024-03-31T12:34:56.789Z')

test.each<[Relative, string]>([
  [{ ago: 0, unit: 'days' }, '2024-03-31'],
  [{ ago: 90, unit: 'days' }, '2024-01-01'],
  [{ ago: 2, unit: 'weeks' }, '2024-03-17'],
  [{ ago: 1, unit: 'months' }, '2024-02-29'],
  [{ ago: 13, unit: 'months' }, '2023-02-28'],
  [{ ago: -1, unit: 'months' }, '2024-04-30'],
  [{ ago: 1, unit: 'years' }, '2023-03-31'],
  [{ ago: -1, unit: 'days' }, '2024-04-01'],
  [{ ago: 100_000, unit: 'years' }, '0001-03-31'],
])('%j is the day %s', (relative, day) => {
  expect(resolveRelative(relative, 'date', AT)).toBe(day)
})

test('a time counts from the very moment', () => {
  expect(resolveRelative({ ago: 36, unit: 'hours' }, 'timestamp', AT)).toBe('2024-03-30T00:34:56.789Z')
  expect(resolveRelative({ ago: 1, unit: 'years' }, 'timestamp', AT)).toBe('2023-03-31T12:34:56.789Z')
})

test('a year before 29 February is the 28th', () => {
  expect(resolveRelative({ ago: 1, unit: 'years' }, 'date', new Date('2024-02-29T00:00:00Z'))).toBe('2023-02-28')
})

test('a date counts no hours, and nothing counts fractions', () => {
  expect(isCountable({ ago: 1, unit: 'hours' }, 'date')).toBe(false)
  expect(isCountable({ ago: 1, unit: 'hours' }, 'timestamp')).toBe(true)
  expect(isCountable({ ago: 1.5, unit: 'days' }, 'timestamp')).toBe(false)
  expect(isCountable({ ago: 1e9, unit: 'days' }, 'timestamp')).toBe(false)
})
