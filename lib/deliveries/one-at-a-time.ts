import { setTimeout as delay } from 'node:timers/promises'
import { log } from '#lib/log.ts'

const PAUSE_AFTER_ERROR_MS = 250

/**
 * Runs work that must not overlap with itself: a call while it runs makes it run once more. An error is logged and the
 * work tried again after a pause, because a database that restarts comes back.
 */
export function oneAtATime(work: () => Promise<void>) {
  let running: Promise<void> | undefined
  let again = false

  async function loop() {
    do {
      again = false
      try {
        await work()
      } catch (error) {
        log.warn({ error: (error as Error).message, work: work.name }, 'the dispatcher tries again')
        await delay(PAUSE_AFTER_ERROR_MS)
        again = true
      }
    } while (again)
    running = undefined
  }

  return {
    run() {
      again = true
      running ??= loop()
      return running
    },
    idle: async () => running,
  }
}
