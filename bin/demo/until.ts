import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 50

/** Asks again and again until there is an answer. @throws Error saying what did not happen in time. */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined | false>): Promise<T> {
  const giveUp = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > giveUp) throw new Error(`${what} did not happen within ${seconds} seconds`)
    await wait(POLL_MS)
  }
}
