import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cross, isArmedAt, type ThresholdState } from '#lib/triggers/threshold.ts'

const at = new Date('2026-11-23T08:00:00Z')
const threshold = (value: number, latest: number | null, more: Partial<ThresholdState> = {}): ThresholdState => {
  const plain = { value, direction: 'above' as const, rearmMargin: 0, cooldownSeconds: 0, lastCrossedAt: null, ...more }
  return { ...plain, armed: latest === null ? null : isArmedAt(plain, latest) }
}

/** Runs values through a threshold, one a minute, and says which of them fired. */
function fired(initial: ThresholdState, values: number[]): number[] {
  let state = initial
  return values.filter((value, minute) => {
    const now = new Date(at.getTime() + minute * 60_000)
    const { crossed, armed } = cross(state, value, now)
    state = { ...state, armed, lastCrossedAt: crossed ? now : state.lastCrossedAt }
    return crossed
  })
}

describe('a threshold fires', () => {
  test.each([
    ['once when the value grows past it', threshold(1200, 1100), [1300, 1400], [1300]],
    ['not for a first value, which is a baseline', threshold(1200, null), [1300], []],
    ['after a baseline below it', threshold(1200, null), [1100, 1300], [1300]],
    ['not on reaching it exactly', threshold(1200, 1100), [1200], []],
    ['on leaving it upwards after reaching it exactly', threshold(1200, 1100), [1200, 1201], [1201]],
    ['again after the value has been at it', threshold(1200, 1100), [1300, 1200, 1300], [1300, 1300]],
    ['only after falling back where it was made too late', threshold(1200, 1300), [1400, 1200, 1250], [1250]],
    ['not on falling below it', threshold(1200, 1300), [1100], []],
    ['downwards where that is its direction', threshold(10, 12, { direction: 'below' }), [10, 9, 8, 11, 5], [9, 5]],
    [
      'only after falling back by its margin',
      threshold(100, 90, { rearmMargin: 10 }),
      [101, 95, 101, 90, 101],
      [101, 101],
    ],
    ['not while it cools down', threshold(100, 90, { cooldownSeconds: 180 }), [101, 90, 102, 90, 103], [101, 103]],
  ])('%s', (_, state, values, expected) => {
    expect(fired(state, values)).toEqual(expected)
  })
})

test('10,000 random histories with changes of the threshold fire exactly when the semantics say', () => {
  type Step = { kind: 'evaluate'; value: number } | { kind: 'change'; to: number }
  const small = fc.integer({ min: 0, max: 8 })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('evaluate' as const), value: small }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('change' as const), to: small }) },
  )
  const property = fc.property(small, fc.option(small), fc.array(step, { maxLength: 30 }), (initial, first, steps) => {
    // The model is the definition: two consecutive values, the earlier at or below, the later above.
    let latest = first
    let model = initial
    let state = threshold(initial, first)
    for (const next of steps) {
      if (next.kind === 'change') {
        model = next.to
        state = threshold(next.to, latest)
      } else {
        const expected = latest !== null && latest <= model && model < next.value
        const { crossed, armed } = cross(state, next.value, at)
        expect(crossed).toBe(expected)
        state = { ...state, armed }
        latest = next.value
      }
    }
  })
  fc.assert(property, { numRuns: 10_000 })
})
