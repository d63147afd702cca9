import { PrismaPg } from '@prisma/adapter-pg'
import { type Notifications, notification, send } from '#lib/database/notifications.ts'
import { pool } from '#lib/database/pool.ts'
import { remember } from '#lib/remember.ts'
import { Prisma, PrismaClient } from '#prisma/generated/client.ts'

export const database = (): PrismaClient =>
  remember('prisma', () => new PrismaClient({ adapter: new PrismaPg(pool(), { disposeExternalPool: false }) }))

export type Transaction = Prisma.TransactionClient

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
  const notifications = pending.get(tx)
  if (notifications) notifications.add(notification(channel, payload))
  else await send(new Set([notification(channel, payload)]))
}

/** True where a unique constraint refused the write. */
export const isUniqueViolation = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
