import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

const HISTORIES = 1_000_000
const TOLD_EVERY = 100_000

type Told = { done: number } | { MODEL_SEED: number; promise: string }

/** A million histories of the delivery model, on all cores; one that breaks a promise is told by its seed. */
export async function run(print: (figure: object) => void) {
  const start = performance.now()
  const threads = availableParallelism()
  let count = 0

  function hear(told: Told) {
    if ('promise' in told) return print({ figure: 'broken', ...told })
    const before = Math.floor(count / TOLD_EVERY)
    count += told.done
    if (Math.floor(count / TOLD_EVERY) > before)
      print({ figure: 'histories', count, seconds: Math.round((performance.now() - start) / 1000) })
  }

  await Promise.all(
    Array.from({ length: threads }, async (_, first) => {
      const workerData = { first, step: threads, end: HISTORIES, toldEvery: 1000 }
      const thread = new Worker(new URL('./model-thread.ts', import.meta.url), { workerData })
      thread.on('message', hear)
      await once(thread, 'exit')
    }),
  )
  if (count < HISTORIES) throw new Error(`${HISTORIES - count} histories were not run.`)
}
