import { PrismaPg } from '@prisma/adapter-pg'
import { pool } from '#lib/database/pool.ts'
import { remember } from '#lib/remember.ts'
import { Prisma, PrismaClient } from '#prisma/generated/client.ts'

export const database = (): PrismaClient =>
  remember('prisma', () => new PrismaClient({ adapter: new PrismaPg(pool(), { disposeExternalPool: false }) }))

export type Transaction = Prisma.TransactionClient

const DEADLOCK_OR_CONFLICT = new Set(['P2034'])

/** Runs `work` in one transaction; a deadlock or write conflict is tried again, so `work` must not reach outside the database. */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().$transaction(work, { maxWait: 10_000, timeout: 30_000 })
    } catch (error) {
      const retryable = error instanceof Prisma.PrismaClientKnownRequestError && DEADLOCK_OR_CONFLICT.has(error.code)
      if (!retryable || attempt === 5) throw error
    }
  }
}

/** True where a unique constraint refused the write. */
export const isUniqueViolation = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
