import { fromPrisma, PgBoss } from 'pg-boss'
import { config } from '#lib/config.ts'
import type { Transaction } from '#lib/database/client.ts'
import { pool } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'
import { forget, remember } from '#lib/remember.ts'

const QUEUE = 'refresh'
const SCHEMA = 'pgboss'

/**
 * Wakes a worker once the transaction commits. The row of the refresh job is the truth: a wake-up says only that there is
 * something to look for, and workers look by themselves too.
 */
export async function wakeRefresh(tx: Transaction) {
  const boss = await sender()
  await boss.send(QUEUE, null, { db: fromPrisma(tx) })
}

/** Calls `onWake` for every wake-up, until stopped. */
export async function listenForWakeUps(onWake: () => void): Promise<{ stop(): Promise<void> }> {
  const boss = await start(
    new PgBoss({
      connectionString: config().databaseUrl,
      max: 2,
      schema: SCHEMA,
      useListenNotify: true,
      schedule: false,
      instanceName: 'worker',
    }),
  )
  await boss.work(QUEUE, { notifyPollingIntervalSeconds: 30 }, async () => onWake())
  return { stop: () => boss.stop({ graceful: false }) }
}

/** Sends on the process's own connections. */
const sender = () =>
  remember('refresh-sender', () =>
    start(
      new PgBoss({
        db: { executeSql: (text, values) => pool().query(text, values) },
        schema: SCHEMA,
        supervise: false,
        schedule: false,
        registerInstance: false,
      }),
    ).catch(error => {
      forget('refresh-sender')
      throw error
    }),
  )

async function start(boss: PgBoss): Promise<PgBoss> {
  boss.on('error', error => log.warn({ err: error }, 'the wake-up queue reports an error'))
  await boss.start()
  // A wake-up that nobody took within a minute has done nothing that the workers' own looking would not do.
  await boss.createQueue(QUEUE, { notify: true, retryLimit: 0, retentionSeconds: 60, deleteAfterSeconds: 60 })
  return boss
}
