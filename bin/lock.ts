import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

const RETRY_MS = 100

type Lock = { release(): void }

/**
 * Takes the lock that the file stands for, or returns undefined where another process keeps it. The operating system
 * lets go of it when its holder dies, however it dies: it is SQLite's lock, on a file that stays empty.
 */
export async function waitForLock(file: string, patienceMs: number): Promise<Lock | undefined> {
  const giveUp = Date.now() + patienceMs
  for (;;) {
    const lock = tryLock(file)
    if (lock || Date.now() > giveUp) return lock
    await wait(RETRY_MS)
  }
}

function tryLock(file: string): Lock | undefined {
  const database = new DatabaseSync(file)
  try {
    database.exec('begin exclusive')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if ((error as Error).message === 'database is locked') return undefined
    throw error
  }
}
