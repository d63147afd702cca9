import { CannotStart } from '#bin/settings.ts'
import { migrate } from '#lib/database/migrate.ts'
import { isOurKey } from '#lib/secrets/key-check.ts'

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
  if (!(await isOurKey())) {
    throw new CannotStart('SECRET_KEY is not the one under which the secrets in this database were stored.')
  }
}

// A refused connection to a name with several addresses is an AggregateError without a message.
const reason = (error: unknown) => {
  const { message, code } = error as { message?: string; code?: string }
  return message || code || String(error)
}
