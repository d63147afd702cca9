import { CannotStart } from '#bin/settings.ts'
import { migrate } from '#lib/database/migrate.ts'

/** Brings the database of DATABASE_URL up to date. @throws CannotStart saying in one line why it cannot be used. */
export async function readyDatabase(databaseUrl = process.env.DATABASE_URL) {
  if (!databaseUrl) {
    throw new CannotStart(
      'DATABASE_URL is missing: a web or worker of its own needs one; npm start brings its own database.',
    )
  }
  try {
    await migrate(databaseUrl)
  } catch (error) {
    throw new CannotStart(`DATABASE_URL: ${reason(error)}`)
  }
}

// A refused connection to a name with several addresses is an AggregateError without a message.
const reason = (error: unknown) => {
  const { message, code } = error as { message?: string; code?: string }
  return message || code || String(error)
}
