import { randomInt } from 'node:crypto'
import { describe, test } from 'vitest'
import { runHistory } from '#tests/support/delivery-model/history.ts'

// The same history again: MODEL_SEED=… vitest run tests/unit/deliveries/model.test.ts
const seed = process.env.MODEL_SEED
const HISTORIES = 10_000

describe('several workers, whatever they do and in whatever order,', () => {
  // One that once broke a promise: what an earlier claim had lost had a second probe made beside one under way.
  test('keep every promise in history 690807', () => runHistory(690_807))

  test.runIf(seed)(`keep every promise in history ${seed}`, () => runHistory(Number(seed)))

  test.skipIf(seed)(
    `keep every promise in ${HISTORIES} histories`,
    () => {
      const first = randomInt(2 ** 31)
      for (let each = first; each < first + HISTORIES; each++) {
        try {
          runHistory(each)
        } catch (error) {
          throw new Error(`history ${each} (MODEL_SEED=${each}): ${(error as Error).message}`, { cause: error })
        }
      }
    },
    120_000,
  )
})
