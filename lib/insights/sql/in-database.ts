import pg from 'pg'
import { type ConnectionSettings, connect, type Reach } from '#lib/insights/sql/connect.ts'

export type SqlLimits = Reach & { statementTimeoutMs: number }

/** What the database answered to a statement; the message is for people. */
export class StatementFailed extends Error {}

/** One statement at a time, with $1, $2, … for its parameters; rows of texts as PostgreSQL writes them. */
export type Ask = (sql: string, parameters?: string[]) => Promise<{ rows: (string | null)[][]; columns: SqlColumn[] }>
export type SqlColumn = { name: string; oid: number }

/** Beyond its own time a server that does not keep it is given up. */
const GRACE_MS = 5_000

/**
 * Runs `work` in a read-only transaction of a connection of its own, in which a statement ends after its time. The
 * protocol of single statements is spoken, so that none can end the transaction and begin another.
 * @throws ConnectionFailed, StatementFailed, and the signal's reason
 */
export async function inDatabase<T>(
  settings: ConnectionSettings,
  limits: SqlLimits,
  signal: AbortSignal | undefined,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const { statementTimeoutMs } = limits
  const client = await connect(settings, limits, statementTimeoutMs + GRACE_MS)
  const cancel = () => void giveUp(client, settings, limits)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    signal?.throwIfAborted()
    await client.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`)
    await client.query(`SET LOCAL statement_timeout = ${statementTimeoutMs}`)
    await client.query(`SET LOCAL TIME ZONE 'UTC'`)
    await client.query(`SET LOCAL DateStyle = 'ISO'`)
    return await work(async (text, values = []) => {
      const config = { text, values, rowMode: 'array' as const, queryMode: 'extended' }
      try {
        const { rows, fields } = await client.query<(string | null)[]>(config)
        return { rows, columns: fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })) }
      } catch (error) {
        throw explained(error, statementTimeoutMs)
      }
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw explained(error, statementTimeoutMs)
  } finally {
    signal?.removeEventListener('abort', cancel)
    await client.end().catch(() => {})
  }
}

/** Ends what the server does for us, and our waiting for it. */
async function giveUp(client: pg.Client, settings: ConnectionSettings, limits: SqlLimits) {
  try {
    const other = await connect(settings, limits, GRACE_MS)
    const { processID } = client as unknown as { processID: number }
    await other.query('SELECT pg_cancel_backend($1)', [processID]).finally(() => other.end())
  } catch {
    // Then its own time limit ends it.
  }
  await client.end().catch(() => {})
}

function explained(error: unknown, statementTimeoutMs: number): unknown {
  const tooLong = `It took longer than ${statementTimeoutMs / 1000} seconds, and a statement may not.`
  if (error instanceof pg.DatabaseError) {
    if (error.code === '57014') return new StatementFailed(tooLong)
    return new StatementFailed(`The database says: ${error.message}.`)
  }
  if (!(error instanceof Error)) return error
  if (error.message === 'Query read timeout') return new StatementFailed(tooLong)
  if (/^Connection terminated|ECONNRESET|EPIPE/.test(error.message)) {
    return new StatementFailed('The database broke the connection off.')
  }
  return error
}
