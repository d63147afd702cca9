import { expect, test } from 'vitest'
import { restartDelay } from '#bin/supervise.ts'

test('a process that ends is started again at once, one that keeps ending later each time, never after half a minute', () => {
  expect([1, 2, 3, 4, 5, 8, 9, 50].map(restartDelay)).toEqual([0, 500, 1000, 2000, 4000, 30_000, 30_000, 30_000])
})
