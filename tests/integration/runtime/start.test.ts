import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { ownDataFolder } from '#tests/support/own-data-folder.ts'

// The first of them builds the console.
const MINUTES = { timeout: 300_000 }

let folder: Awaited<ReturnType<typeof ownDataFolder>>

beforeEach(async () => {
  folder = await ownDataFolder()
})

afterEach(() => folder.clear())

test('npm start shows its progress, then the address and the link to set it up, and serves', MINUTES, async () => {
  const product = folder.start('npm')
  await product.isReady()
  const [progress = '', block = ''] = product.output().split('Highwater is running.')
  expect(progress.trim().split('\n')).toEqual(
    expect.arrayContaining(['Starting PostgreSQL…', 'Migrating the database…', 'Starting the web and the worker…']),
  )
  expect(block).toContain(`Address   ${folder.url}\n`)
  expect(block).toMatch(new RegExp(`Set up    ${folder.url}/set-up/[\\w-]{43}\n`))
  expect(await folder.health()).toBe(200)
  await product.stop()
  expect(folder.databaseRuns()).toBe(false)
})

test('SIGTERM ends it in order, with its database', MINUTES, async () => {
  const product = folder.start()
  await product.isReady()
  expect((await product.stop()).code).toBe(0)
  expect(folder.databaseRuns()).toBe(false)
})

test('with an administrator in the settings it says where to sign in', MINUTES, async () => {
  const product = folder.start('node', {
    ADMIN_EMAIL: 'admin@contoso.example',
    ADMIN_PASSWORD: 'correct horse battery',
  })
  await product.isReady()
  expect(product.output()).toContain(`Sign in   ${folder.url}/sign-in\n`)
  expect(product.output()).not.toContain('/set-up/')
})

test('a later start builds nothing and keeps the secret key, which only its owner can read', MINUTES, async () => {
  const first = folder.start()
  await first.isReady()
  await first.stop()
  const key = await readFile(join(folder.path, 'secret-key'), 'utf8')
  const second = folder.start()
  await second.isReady()
  expect(second.output()).not.toMatch(/Building|Generating/)
  expect(await readFile(join(folder.path, 'secret-key'), 'utf8')).toBe(key)
})

test('a second start on the same data folder is refused in one sentence, and the first goes on', MINUTES, async () => {
  await folder.start().isReady()
  const second = folder.start('npm')
  const { code, output } = await second.ended
  expect(code).toBe(1)
  expect(output).toBe(`Highwater already runs on the data folder ${folder.path}: stop it, or set another DATA_DIR.\n`)
  expect(await folder.health()).toBe(200)
})

test('a wrong setting stops the start with one line that names it', async () => {
  const { code, output } = await folder.start('npm', { PORT: 'eighty' }).ended
  expect(code).toBe(1)
  expect(output).toBe('PORT must be a port from 1 to 65535\n')
})

test('a port that is taken stops the start with one line that names it', async () => {
  const server = createServer().listen(Number(folder.settings.PORT), '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { code, output } = await folder.start().ended
  expect(code).toBe(1)
  expect(output).toBe(`PORT ${folder.settings.PORT} is in use: stop what listens there, or set another.\n`)
})
