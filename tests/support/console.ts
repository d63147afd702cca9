import { afterEach, beforeEach, expect, vi } from 'vitest'

// What is written to the console's error stream fails the test that caused it.
beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  expect(vi.mocked(console.error).mock.calls).toEqual([])
  vi.restoreAllMocks()
})
