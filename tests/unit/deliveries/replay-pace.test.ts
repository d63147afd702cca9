import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowance, pacedUntil, room } from '#lib/deliveries/replays/pace.ts'

test('a replay earns its rate with the time that passes', () => {
  expect(allowance(1_000, 1_000, 50, 0)).toBe(0)
  expect(allowance(1_019, 1_000, 50, 0)).toBe(0)
  expect(allowance(1_020, 1_000, 50, 0)).toBe(1)
  expect(allowance(1_200, 1_000, 50, 0)).toBe(10)
})

test('time without a worker or in a pause is made up for by one second at most', () => {
  expect(allowance(3_600_000, 0, 8, 0)).toBe(8)
})

test('no more than half a second of it is due at once, so that pausing takes effect soon', () => {
  expect(room(1000)).toBe(500)
  expect(allowance(2_000, 1_000, 1000, 0)).toBe(500)
  expect(allowance(2_000, 1_000, 1000, 499)).toBe(1)
  expect(allowance(2_000, 1_000, 1000, 500)).toBe(0)
  expect(allowance(2_000, 1_000, 1000, 600)).toBe(0)
})

test('whenever it is looked at, a replay never exceeds its rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.array(fc.integer({ min: 0, max: 5_000 })), (perSecond, waits) => {
      let now = 0
      let pacedAt = 0
      let sent = 0
      for (const wait of waits) {
        now += wait
        const count = allowance(now, pacedAt, perSecond, 0)
        pacedAt = pacedUntil(now, pacedAt, perSecond, count)
        sent += count
        expect(sent).toBeLessThanOrEqual((now / 1000) * perSecond + 1e-6)
      }
    }),
  )
})

test('looked at often enough, a replay keeps its rate', () => {
  let pacedAt = 0
  let sent = 0
  for (let now = 200; now <= 60_000; now += 200) {
    const count = allowance(now, pacedAt, 7, 0)
    pacedAt = pacedUntil(now, pacedAt, 7, count)
    sent += count
  }
  expect(sent).toBeGreaterThan(0.99 * 7 * 60)
})
