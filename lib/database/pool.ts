import pg from 'pg'
import { config } from '#lib/config.ts'
import { log } from '#lib/log.ts'
import { forget, remember } from '#lib/remember.ts'

/** The process's connections to PostgreSQL. Prisma uses the same pool; hot paths use it directly. */
export function pool(): pg.Pool {
  return remember('pool', () => {
    const created = new pg.Pool({ connectionString: config().databaseUrl, max: 16, application_name: 'highwater' })
    // A connection lost while idle is replaced by the pool; without a listener it would end the process.
    created.on('error', error => log.warn({ error: error.message }, 'lost an idle database connection'))
    return created
  })
}

/** A connection of its own, for LISTEN. */
export const dedicatedClient = () =>
  new pg.Client({ connectionString: config().databaseUrl, application_name: 'highwater-listen', keepAlive: true })

export async function closePool() {
  await forget<pg.Pool>('pool')?.end()
}
