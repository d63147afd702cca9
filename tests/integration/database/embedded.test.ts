import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { makeDataDir } from '#bin/throw-away.ts'
import { type EmbeddedDatabase, startEmbedded } from '#lib/database/embedded.ts'

const cleanUps: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function newFolder() {
  const folder = await makeDataDir()
  cleanUps.push(folder.remove)
  return folder.path
}

async function started(folder: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(folder)
  cleanUps.push(database.stop)
  return database
}

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const pidOf = async (folder: string) => Number((await readFile(pidFile(folder), 'utf8')).split('\n')[0])
const pidFile = (folder: string) => join(folder, 'postgres/data/postmaster.pid')

test('what was written is there after a stop and a start, under the same address', async () => {
  const folder = await newFolder()
  const first = await startEmbedded(folder)
  await query(first.url, 'create table kept as select 7 as value')
  await first.stop()
  expect(existsSync(pidFile(folder))).toBe(false)
  const second = await started(folder)
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 7 }])
})

test('it syncs, vacuums, listens on loopback only and asks for a password that only its owner can read', async () => {
  const folder = await newFolder()
  const { url } = await started(folder)
  const settings = ['fsync', 'autovacuum', 'listen_addresses', 'unix_socket_directories', 'data_checksums']
  const rows = await query(url, `select current_setting(name) as value from unnest('{${settings}}'::text[]) as name`)
  expect(rows.map(row => row.value)).toEqual(['on', 'on', '127.0.0.1', '', 'on'])
  expect((await stat(join(folder, 'postgres/password'))).mode & 0o777).toBe(0o600)
  await expect(query(Object.assign(new URL(url), { password: 'guessed' }).href, 'select')).rejects.toThrow('password')
})

test('a second user attaches to the server that runs, and the last one stops it', async () => {
  const folder = await newFolder()
  const first = await startEmbedded(folder)
  const second = await started(folder)
  expect(second.url).toBe(first.url)
  await first.stop()
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(existsSync(pidFile(folder))).toBe(false)
})

test('a server whose user was killed lives on, and the next start attaches to it', async () => {
  const folder = await newFolder()
  const program = `await (await import('#lib/database/embedded.ts')).startEmbedded(process.argv[1]); console.log('up'); setInterval(() => {}, 1000)`
  const user = spawn(process.execPath, ['--input-type=module', '--eval', program, folder])
  await once(user.stdout, 'data')
  const pid = await pidOf(folder)
  user.kill('SIGKILL')
  await once(user, 'exit')
  const { url, stop } = await started(folder)
  expect(await pidOf(folder)).toBe(pid)
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  await stop()
  expect(existsSync(pidFile(folder))).toBe(false)
})

test('a server that was killed is reported as lost, and the next start recovers what was committed', async () => {
  const folder = await newFolder()
  const first = await started(folder)
  await query(first.url, 'create table kept as select 7 as value')
  process.kill(await pidOf(folder), 'SIGKILL')
  await first.lost
  const second = await started(folder)
  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 7 }])
})

test('a pid file that names a process of something else does not stop a start', async () => {
  const folder = await newFolder()
  await (await startEmbedded(folder)).stop()
  await writeFile(pidFile(folder), `${process.pid}\n`, { mode: 0o600 })
  expect(await query((await started(folder)).url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a folder whose making was interrupted is made anew', async () => {
  const folder = await newFolder()
  await (await startEmbedded(folder)).stop()
  await rename(join(folder, 'postgres/data'), join(folder, 'postgres/unfinished'))
  expect(await query((await started(folder)).url, 'select 1 as one')).toEqual([{ one: 1 }])
})
