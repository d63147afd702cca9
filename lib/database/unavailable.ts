import { Prisma } from '#prisma/generated/client.ts'

// Node's and PostgreSQL's codes (class 08, 57P0x: shutting down, crashed, starting), and Prisma's for the same.
const CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08\w{3}|57P0[1-3]|53300|P1001|P1002|P1008|P1017|P2024|P2028)$/
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i

/** True where the database cannot be reached or is restarting: nothing is wrong with what was asked, and it may be asked again. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (CODES.test(code) || MESSAGES.test(error.message)) return true
  const causes = error instanceof AggregateError ? error.errors : [error.cause]
  return causes.some(isDatabaseUnavailable)
}
