import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { migrate } from '#lib/database/migrate.ts'
import { pool } from '#lib/database/pool.ts'

const MIGRATIONS = readdirSync('prisma/migrations').filter(name => /^\d/.test(name))

let url = ''
let name = ''

beforeEach(async () => {
  name = `empty_${randomUUID().replaceAll('-', '')}`
  await pool().query(`create database ${name} template template0`)
  url = Object.assign(new URL(config().databaseUrl ?? ''), { pathname: `/${name}` }).href
})

afterEach(() => pool().query(`drop database ${name} with (force)`))

async function query(text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

test('every migration is applied, in order, and recorded as the tools of Prisma do it', async () => {
  expect(await migrate(url)).toEqual(MIGRATIONS.sort())
  const rows = await query(`select migration_name, checksum, finished_at, applied_steps_count from _prisma_migrations`)
  expect(rows).toEqual(
    MIGRATIONS.map(migration => ({
      migration_name: migration,
      checksum: createHash('sha256')
        .update(readFileSync(`prisma/migrations/${migration}/migration.sql`))
        .digest('hex'),
      finished_at: expect.any(Date),
      applied_steps_count: 1,
    })),
  )
  expect(await query('select name from instance')).toEqual([])
})

test('a migrated database has nothing more to be applied', async () => {
  await migrate(url)
  expect(await migrate(url)).toEqual([])
})

test('of several that migrate at once, one does it', async () => {
  const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(url)))
  expect(applied.filter(names => names.length > 0)).toEqual([MIGRATIONS])
})

test('a migration that fails leaves nothing behind', async () => {
  await query('create table instance (id int)')
  await expect(migrate(url)).rejects.toThrow(/^Migration \d+_init failed: /)
  expect(await query('select * from _prisma_migrations')).toEqual([])
  expect(await query(`select tablename from pg_tables where schemaname = 'public' order by 1`)).toEqual([
    { tablename: '_prisma_migrations' },
    { tablename: 'instance' },
  ])
})

test('a migration that was changed after it had been applied is refused', async () => {
  await migrate(url)
  await query(`update _prisma_migrations set checksum = 'of another text'`)
  await expect(migrate(url)).rejects.toThrow('was changed after it had been applied')
})

test('a database of a newer version is refused', async () => {
  await migrate(url)
  await query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('1', 'x', '9_later', now())`,
  )
  await expect(migrate(url)).rejects.toThrow('of a newer version: it has the migration 9_later')
})

test('a migration that another tool left half done is refused', async () => {
  await migrate(url)
  await query('update _prisma_migrations set finished_at = null')
  await expect(migrate(url)).rejects.toThrow('has failed in this database')
})
