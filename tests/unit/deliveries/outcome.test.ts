import { describe, expect, test } from 'vitest'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { RETRY_DELAYS_MS, retryAfter, retryDelay } from '#lib/deliveries/schedule.ts'

const code = (value: string) => JSON.stringify({ error: { code: value, message: 'no' } })

describe('what an answer leads to', () => {
  test.each([
    [200, '', 'delivered'],
    [202, '', 'delivered'],
    [204, '', 'delivered'],
    [410, '', 'gone'],
    [404, code('WorkflowNotFound'), 'gone'],
    [404, code('WorkflowTriggerNotFound'), 'gone'],
    [404, '<html>not here</html>', 'retry'],
    [404, 'null', 'retry'],
    [400, code('WorkflowTriggerIsNotEnabled'), 'paused'],
    [400, code('TriggerInputSchemaMismatch'), 'failed'],
    [400, '', 'failed'],
    [413, '', 'failed'],
    [415, '', 'failed'],
    [401, code('DirectApiAuthorizationRequired'), 'paused'],
    [403, '', 'paused'],
    [301, '', 'retry'],
    [408, '', 'retry'],
    [409, '', 'retry'],
    [418, '', 'retry'],
    [429, '', 'retry'],
    [500, '', 'retry'],
    [503, '', 'retry'],
  ])('%i %s: %s', (statusCode, body, kind) => {
    expect(outcomeOf({ statusCode, body }).kind).toBe(kind)
  })

  test('no answer is tried again', () =>
    expect(outcomeOf({ error: 'timeout', message: '' })).toEqual({ kind: 'retry' }))
  test('a flow that is off is asked again; a signature that is refused is not', () => {
    expect(outcomeOf({ statusCode: 400, body: code('WorkflowTriggerIsNotEnabled') })).toMatchObject({ probe: true })
    expect(outcomeOf({ statusCode: 403, body: '' })).toMatchObject({ probe: false })
  })
})

describe('the wait before the next attempt', () => {
  test('follows the schedule within a tenth, and ends', () => {
    RETRY_DELAYS_MS.forEach((delay, index) => {
      expect(retryDelay(index + 1, undefined, 0)).toBeCloseTo(delay * 0.9)
      expect(retryDelay(index + 1, undefined, 1)).toBeCloseTo(delay * 1.1)
    })
    expect(retryDelay(RETRY_DELAYS_MS.length + 1, undefined, 0)).toBeUndefined()
  })
  test('is at least what the receiver asked for, capped at a day', () => {
    expect(retryDelay(1, 60_000, 0)).toBe(60_000)
    expect(retryDelay(1, 10 * 86_400_000, 0)).toBe(86_400_000)
    expect(retryDelay(3, 1000, 0.5)).toBe(120_000)
  })
  test('reads Retry-After in seconds and as a date', () => {
    const now = Date.parse('2026-11-23T08:00:00Z')
    expect(retryAfter('120', now)).toBe(120_000)
    expect(retryAfter('Mon, 23 Nov 2026 08:01:00 GMT', now)).toBe(60_000)
    expect(retryAfter('Mon, 23 Nov 2026 07:00:00 GMT', now)).toBe(0)
    expect(retryAfter('soon', now)).toBeUndefined()
    expect(retryAfter(undefined, now)).toBeUndefined()
  })
})
