import { pool } from '#lib/database/pool.ts'
import { Unavailable } from '#lib/errors.ts'

const PATIENCE_MS = 3000

/**
 * How many workers live: those whose heartbeat has not expired.
 * @throws Unavailable where there is none, or the database does not answer.
 */
export async function livingWorkers(): Promise<number> {
  const query = pool().query<{ count: number }>('select count(*)::int from worker where expires_at > now()')
  const patience = Promise.withResolvers<never>()
  const timer = setTimeout(() => patience.reject(new Error('no answer in time')), PATIENCE_MS)
  try {
    const { rows } = await Promise.race([query, patience.promise])
    const workers = rows[0]?.count ?? 0
    if (workers === 0) throw new Unavailable('No worker is running: nothing is refreshed, and deliveries wait.')
    return workers
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable('The database does not answer.')
  } finally {
    clearTimeout(timer)
    query.catch(() => {})
  }
}
