import { DatabaseSync } from 'node:sqlite'

/**
 * Takes the lock that the file stands for, or returns undefined where another process has it. The operating system lets
 * go of it when its holder dies, however it dies: it is SQLite's lock, on a file that stays empty.
 */
export function tryLock(file: string): { release(): void } | undefined {
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
