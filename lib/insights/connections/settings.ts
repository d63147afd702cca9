import { config } from '#lib/config.ts'
import { database } from '#lib/database/client.ts'
import type { ConnectionSettings } from '#lib/insights/sql/connect.ts'
import type { SqlPortSettings } from '#lib/insights/sql/sql-port.ts'
import { unseal } from '#lib/secrets/seal.ts'
import type { Connection } from '#prisma/generated/client.ts'

/** What the SQL adapter of this process goes by: the connections' rows, and how long a statement may take. */
export const sqlSettings = (statementTimeoutMs: number): SqlPortSettings => ({
  async settingsOf(connectionId) {
    const connection = await database().connection.findUnique({ where: { id: connectionId } })
    return connection ? settingsOf(connection) : undefined
  },
  limits: () => ({ allowPrivate: config().callbackAllowPrivate, connectTimeoutMs: 10_000, statementTimeoutMs }),
})

export const settingsOf = (connection: Connection): ConnectionSettings => ({
  host: connection.host,
  port: connection.port,
  database: connection.database,
  username: connection.username,
  password: unseal(connection.password),
  tls: connection.tls,
  caCertificate: connection.caCertificate,
})
