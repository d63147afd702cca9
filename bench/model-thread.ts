import { parentPort, workerData } from 'node:worker_threads'
import { runHistory } from '#tests/support/delivery-model/history.ts'

// One of the threads of the model's benchmark: every `step`-th history. The first that breaks a promise ends it.
const { first, step, end, toldEvery } = workerData as { first: number; step: number; end: number; toldEvery: number }

let done = 0
for (let seed = first; seed < end; seed += step) {
  try {
    runHistory(seed)
  } catch (error) {
    parentPort?.postMessage({ MODEL_SEED: seed, promise: (error as Error).message })
    throw error
  }
  done++
  if (done % toldEvery === 0 || seed + step >= end) {
    parentPort?.postMessage({ done })
    done = 0
  }
}
