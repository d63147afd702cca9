import { pool } from '#lib/database/pool.ts'
import { keyedHash } from '#lib/secrets/keys.ts'

/** Whether SECRET_KEY is the one under which the secrets of this database were stored; the first key is taken as it is. */
export async function isOurKey(): Promise<boolean> {
  const check = keyedHash('key check')
  await pool().query('insert into deployment (key_check) values ($1) on conflict do nothing', [check])
  const { rows } = await pool().query<{ key_check: Buffer }>('select key_check from deployment')
  return rows.every(row => row.key_check.equals(check))
}
