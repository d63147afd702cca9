import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Engine } from '#lib/insights/files/engine.ts'
import { openFiles } from '#tests/support/files.ts'

async function openEngine() {
  const { folder, place } = await openFiles()
  const engine = await Engine.open({ folder, memoryMegabytes: 128, threads: 1 }, 'work')
  onTestFinished(() => engine.close())
  const run = (sql: string) => engine.use(undefined, connection => connection.run(sql))
  return { engine, run, place }
}

test('an abort interrupts a query that would go on for days', async () => {
  const { engine } = await openEngine()
  const controller = new AbortController()
  const endless = engine.use(controller.signal, connection => {
    queueMicrotask(() => controller.abort(new Error('enough')))
    return connection.run(
      'SELECT count(*) FROM range(1000000000000) one, range(1000000) other WHERE one.range > other.range',
    )
  })
  await expect(endless).rejects.toThrow('enough')
})

test('a query that takes too much memory is told so', async () => {
  const { run } = await openEngine()
  await expect(run('SELECT list(range) FROM range(100000000)')).rejects.toThrow(
    'This takes more than the 128 MB of memory that it may have.',
  )
})

describe('DuckDB is shut in', () => {
  test('it reaches nothing outside the customer-data folder', async () => {
    const { run, place } = await openEngine()
    await writeFile(join(place, 'secret.csv'), 'a\n1\n')
    for (const sql of [
      `SELECT * FROM read_text('${place}/secret.csv')`,
      `SELECT * FROM read_text('${place}/customer data/../secret.csv')`,
      `COPY (SELECT 1) TO '${place}/out.csv'`,
      `ATTACH '${place}/other.db'`,
    ]) {
      await expect(run(sql)).rejects.toThrow('disabled by configuration')
    }
  })

  test('it loads no extensions, and its settings stay as they are', async () => {
    const { run } = await openEngine()
    await expect(run('INSTALL httpfs')).rejects.toThrow('disabled by configuration')
    await expect(run(`SELECT * FROM read_text('https://example.com/')`)).rejects.toThrow()
    await expect(run(`SET memory_limit = '8GB'`)).rejects.toThrow('the configuration has been locked')
  })

  test('a folder whose path is a pattern of names is refused', async () => {
    const { place } = await openEngine()
    const folder = join(place, 'a*')
    await expect(Engine.open({ folder, memoryMegabytes: 128, threads: 1 }, 'work')).rejects.toThrow(
      `The data folder must not have any of * ? [ ] { } in its path: ${folder}`,
    )
  })
})
