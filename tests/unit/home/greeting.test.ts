import { expect, test } from 'vitest'
import { greetingAt, hourIn } from '#components/home/greeting.ts'
import { newest } from '#components/home/newest.ts'

test.each([
  [0, 'evening'],
  [4, 'evening'],
  [5, 'morning'],
  [11, 'morning'],
  [12, 'afternoon'],
  [17, 'afternoon'],
  [18, 'evening'],
])('at %i people are wished a good %s', (hour, greeting) => {
  expect(greetingAt(hour)).toBe(greeting)
})

test('the hour is that of the person, midnight being 0', () => {
  const at = new Date('2026-11-23T23:30:00Z')
  expect(hourIn('UTC', at)).toBe(23)
  expect(hourIn('Europe/Amsterdam', at)).toBe(0)
})

test('what was computed last comes first, and what never was comes last', () => {
  const items = [{ at: null }, { at: '2026-01-01T00:00:00Z' }, { at: '2026-02-01T00:00:00Z' }]
  expect(newest(items, ({ at }) => at).map(({ at }) => at)).toEqual([items[2]?.at, items[1]?.at, null])
})
