import pg from 'pg'
import { onTestFinished } from 'vitest'
import { pool } from '#lib/database/pool.ts'
import type { Api } from '#tests/support/insights.ts'

/** A role of a customer's own in the test's server, who owns a schema; what PostgreSQL can say is what a customer's says. */
export async function customerDatabase(api: Api, { tls = 'off' }: { tls?: 'off' | 'verify' } = {}) {
  const url = new URL(process.env.DATABASE_URL ?? '')
  const name = `customer_${crypto.randomUUID().replaceAll('-', '')}`
  await pool().query(`create role ${name} login password 'customer secret'`)
  await pool().query(`create schema ${name} authorization ${name}`)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`set role ${name}`)
  await client.query(`set search_path to ${name}`)
  await pool().query(`alter role ${name} set search_path to ${name}`)
  onTestFinished(async () => {
    await client.end()
    await pool().query(`drop schema ${name} cascade`)
    await pool().query(`drop role ${name}`)
  })
  const settings = {
    name: 'warehouse',
    host: url.hostname,
    port: Number(url.port || 5432),
    database: url.pathname.slice(1),
    username: name,
    password: 'customer secret',
    tls,
  }
  const { json, status } = await api.post('manage/connections', settings)
  if (status !== 201) throw new Error(JSON.stringify(json))
  return {
    schema: name,
    settings,
    connectionId: json.connectionId as string,
    run: (sql: string) => client.query(sql),
  }
}
