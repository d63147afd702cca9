import { type ConstructorOptions, PgBoss, type Queue } from 'pg-boss'
import { config } from '#lib/config.ts'
import { pool } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'
import { forget, remember } from '#lib/remember.ts'

const SCHEMA = 'pgboss'

/** pg-boss for a worker's part in some queues, on connections of its own: it listens as well as polls. */
export const workingBoss = (instanceName: string, options: Partial<ConstructorOptions> = {}): Promise<PgBoss> =>
  start(
    new PgBoss({
      connectionString: config().databaseUrl,
      max: 2,
      schema: SCHEMA,
      useListenNotify: true,
      schedule: false,
      instanceName,
      ...options,
    }),
  )

/** pg-boss for sending only, on the process's own connections. The queue is made where nobody has made it yet. */
export async function sendingBoss(queue: string, options: Omit<Queue, 'name'>): Promise<PgBoss> {
  const boss = await once('boss', () =>
    start(
      new PgBoss({
        db: { executeSql: (text, values) => pool().query(text, values) },
        schema: SCHEMA,
        supervise: false,
        schedule: false,
        registerInstance: false,
      }),
    ),
  )
  await once(`queue:${queue}`, () => boss.createQueue(queue, options))
  return boss
}

async function start(boss: PgBoss): Promise<PgBoss> {
  boss.on('error', error => log.warn({ err: error }, 'pg-boss reports an error'))
  await boss.start()
  return boss
}

/** Remembered unless it fails. */
const once = <T>(name: string, create: () => Promise<T>): Promise<T> =>
  remember(name, () =>
    create().catch(error => {
      forget(name)
      throw error
    }),
  )
