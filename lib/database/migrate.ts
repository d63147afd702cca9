import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** The lock that Prisma's own migrate takes: the two exclude each other. */
const PRISMA_LOCK = 72_707_369

const FOLDER = join(import.meta.dirname, '../../prisma/migrations')

/** Prisma's own table, so that its tools agree with what was applied here. */
const TABLE = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

type Migration = { name: string; sql: string; checksum: string }

/**
 * Applies the migrations that the database does not have yet, each in a transaction of its own; several processes may
 * call it at once.
 * @returns the names of those applied.
 * @throws where the database and the migrations do not fit each other.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'highwater-migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${PRISMA_LOCK})`)
    await client.query(TABLE)
    const pending = unapplied(await migrations(), await applied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** What is still to be applied. @throws where what was applied is not what is known here. */
function unapplied(known: Migration[], done: Map<string, string>): Migration[] {
  for (const { name, checksum } of known) {
    const before = done.get(name)
    if (before !== undefined && before !== checksum) {
      throw new Error(`Migration ${name} was changed after it had been applied to this database.`)
    }
  }
  const newer = [...done.keys()].find(name => !known.some(migration => migration.name === name))
  if (newer) throw new Error(`The database is of a newer version: it has the migration ${newer}.`)
  return known.filter(({ name }) => !done.has(name))
}

async function migrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter(name => existsSync(join(FOLDER, name, 'migration.sql'))).sort()
  return Promise.all(
    names.map(async name => {
      const sql = await readFile(join(FOLDER, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function applied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
  )
  const failed = rows.find(row => row.finished_at === null)
  if (failed)
    throw new Error(`Migration ${failed.migration_name} has failed in this database: mend it with Prisma's tools.`)
  return new Map(rows.map(row => [row.migration_name, row.checksum]))
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`)
  }
}
