import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { closePool } from '#lib/database/pool.ts'

// Runs before each integration test file: a database, a data folder and settings of its own.
const template = new URL(inject('templateUrl'))
const name = `test_${randomBytes(6).toString('hex')}`
const dataDir = await mkdtemp(join(tmpdir(), 'highwater-test-'))

await administer(`create database ${name} template ${template.pathname.slice(1)}`)

Object.assign(process.env, {
  DATABASE_URL: Object.assign(new URL(template), { pathname: `/${name}` }).href,
  SECRET_KEY: randomBytes(32).toString('base64'),
  ADMIN_API_KEY: randomBytes(24).toString('hex'),
  APP_URL: 'http://127.0.0.1:3000',
  DATA_DIR: dataDir,
  CALLBACK_ALLOW_PRIVATE: 'true',
})

afterAll(async () => {
  await closePool()
  await administer(`drop database ${name} with (force)`)
  await rm(dataDir, { recursive: true })
})

async function administer(statement: string) {
  const client = new pg.Client({ connectionString: Object.assign(new URL(template), { pathname: '/postgres' }).href })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
