import { expect, test } from 'vitest'
import { database } from '#lib/database/client.ts'
import { migrate } from '#lib/database/migrate.ts'
import { pool } from '#lib/database/pool.ts'
import { makeInstance, makeKey } from '#tests/support/make.ts'

test('a migrated database has nothing more to be applied', async () => {
  expect(await migrate(process.env.DATABASE_URL ?? '')).toEqual([])
})

test('the migrated database is there to be used', async () => {
  const instance = await makeInstance()
  await makeKey(instance.id, 'Viewer')
  expect(await database().apiKey.count({ where: { instanceId: instance.id } })).toBe(1)
  expect((await pool().query('select name from instance')).rows).toEqual([{ name: 'Contoso' }])
})
