import { expect, test } from 'vitest'
import { planOf, secondsToSend, sendsEverything } from '#lib/subscriptions/catch-up.ts'

const at = '2026-11-23T12:00:00.000Z'

test('a maximum age is counted back from the moment of the choice', () => {
  expect(planOf({ catchUp: 'all', maxAgeHours: 36 }, at).since).toBe('2026-11-22T00:00:00.000Z')
  expect(planOf({ catchUp: 'all', maxAgeHours: 0.5 }, at).since).toBe('2026-11-23T11:30:00.000Z')
  expect(planOf({ catchUp: 'all' }, at).since).toBeUndefined()
})

test('only everything of every age cancels nothing', () => {
  expect(sendsEverything(planOf({ catchUp: 'all' }, at))).toBe(true)
  expect(sendsEverything(planOf({ catchUp: 'all', maxAgeHours: 1 }, at))).toBe(false)
  expect(sendsEverything(planOf({ catchUp: 'latest' }, at, []))).toBe(false)
  expect(sendsEverything(planOf({ catchUp: 'none' }, at))).toBe(false)
})

test('sending takes as long as the rate limit says, rounded up to a second', () => {
  expect(secondsToSend(10_000, 150)).toBe(67)
  expect(secondsToSend(1, 150)).toBe(1)
  expect(secondsToSend(0, 150)).toBe(0)
  expect(secondsToSend(10_000, null)).toBeUndefined()
})
