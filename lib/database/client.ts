import { PrismaPg } from '@prisma/adapter-pg'
import { pool } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'
import { remember } from '#lib/remember.ts'
import { Prisma, PrismaClient } from '#prisma/generated/client.ts'

export const database = (): PrismaClient =>
  remember('prisma', () => new PrismaClient({ adapter: new PrismaPg(pool(), { disposeExternalPool: false }) }))

export type Transaction = Prisma.TransactionClient

type Notifications = Set<string>

const pending = remember('notifications', () => new WeakMap<Transaction, Notifications>())

const DEADLOCK_OR_CONFLICT = new Set(['P2034'])

/** Runs `work` in one transaction; a deadlock or write conflict is tried again, so `work` must not reach outside the database. */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const notifications: Notifications = new Set()
    try {
      const result = await database().$transaction(
        tx => {
          pending.set(tx, notifications)
          return work(tx)
        },
        { maxWait: 10_000, timeout: 30_000 },
      )
      await send(notifications)
      return result
    } catch (error) {
      const retryable = error instanceof Prisma.PrismaClientKnownRequestError && DEADLOCK_OR_CONFLICT.has(error.code)
      if (!retryable || attempt === 5) throw error
    }
  }
}

/**
 * Notifies a channel once the transaction has committed. Not within it: PostgreSQL lets only one transaction that notifies
 * commit at a time, disk and all. So it is a hint that a crash may swallow; whoever listens polls as well.
 */
export async function notify(tx: Transaction, channel: string, payload: string) {
  const notification = JSON.stringify([channel, payload])
  const notifications = pending.get(tx)
  if (notifications) notifications.add(notification)
  else await send(new Set([notification]))
}

async function send(notifications: Notifications) {
  if (notifications.size === 0) return
  const all = [...notifications].map(notification => JSON.parse(notification) as [string, string])
  await pool()
    .query('select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as n(channel, payload)', [
      all.map(([channel]) => channel),
      all.map(([, payload]) => payload),
    ])
    .catch(error => log.debug({ error: error.message }, 'a notification was not sent'))
}

/** True where a unique constraint refused the write. */
export const isUniqueViolation = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
