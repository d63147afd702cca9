import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freePort } from '#bin/demo/child.ts'
import { pool } from '#lib/database/pool.ts'
import { isDatabaseUnavailable } from '#lib/database/unavailable.ts'
import { problem } from '#lib/http/problem.ts'
import { PrismaClient } from '#prisma/generated/client.ts'

const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    error => error,
  )

test('a database that is not there, or went away meanwhile, is a 503 that asks for patience', async () => {
  const nobody = new pg.Pool({ connectionString: `postgresql://nobody@127.0.0.1:${await freePort()}/none` })
  const prisma = new PrismaClient({ adapter: new PrismaPg(nobody) })
  const errors = [
    await failure(nobody.query('select 1')),
    await failure(prisma.instance.findMany()),
    await failure(prisma.$transaction(tx => tx.instance.findMany())),
    await failure(pool().query('select pg_terminate_backend(pg_backend_pid())')),
  ]
  expect(errors.map(isDatabaseUnavailable)).toEqual([true, true, true, true])
  const answer = problem(errors[1], '/api/v1/instances')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  await nobody.end()
})

test('an error of our own is none of these', async () => {
  expect(isDatabaseUnavailable(await failure(pool().query('select 1 / 0')))).toBe(false)
  expect(isDatabaseUnavailable(new TypeError('x is not a function'))).toBe(false)
})
