import { setTimeout as delay } from 'node:timers/promises'

/** Asks again until there is an answer; the test's own time limit ends the asking. */
export async function until<T>(ask: () => Promise<T | false | null | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    await delay(20)
  }
}
