import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { coalesce } from '#lib/changes/coalesce.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function start() {
  const sent: string[] = []
  return { sent, ...coalesce<string>(value => sent.push(value), 1000) }
}

describe('telling what changes often', () => {
  test('the first change is told at once', () => {
    const { sent, pass } = start()
    pass('a')
    expect(sent).toEqual(['a'])
  })

  test('what changes all the time is told once per interval', () => {
    const { sent, pass } = start()
    for (let change = 0; change < 100; change++) {
      pass('a')
      vi.advanceTimersByTime(50)
    }
    expect(sent).toHaveLength(1 + 5)
  })

  test('the last change of a burst is told after it', () => {
    const { sent, pass } = start()
    pass('a')
    pass('a')
    vi.advanceTimersByTime(1000)
    expect(sent).toEqual(['a', 'a'])
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual(['a', 'a'])
  })

  test('one kind of change does not delay another', () => {
    const { sent, pass } = start()
    pass('a')
    pass('b')
    expect(sent).toEqual(['a', 'b'])
  })

  test('nothing is told after the end', () => {
    const { sent, pass, stop } = start()
    pass('a')
    pass('a')
    stop()
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual(['a'])
  })
})
