import { runHistory } from '#tests/support/delivery-model/history.ts'

const HISTORIES = 1_000_000
const TOLD_EVERY = 100_000

/** A million histories of the delivery model; the first that breaks a promise is told by its seed. */
export async function run(print: (figure: object) => void) {
  const start = performance.now()
  for (let seed = 0; seed < HISTORIES; seed++) {
    try {
      runHistory(seed)
    } catch (error) {
      print({ figure: 'broken', MODEL_SEED: seed, promise: (error as Error).message })
      throw error
    }
    if ((seed + 1) % TOLD_EVERY === 0)
      print({ figure: 'histories', count: seed + 1, seconds: Math.round((performance.now() - start) / 1000) })
  }
}
