import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeDataDir } from '#bin/throw-away.ts'
import { productSettings, runProgram, runScript } from '#tests/support/product.ts'

// The first of them builds the console.
const MINUTES = { timeout: 300_000 }

let dataDir = ''
let settings: Record<string, string> = {}
const cleanUps: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  const folder = await makeDataDir()
  cleanUps.push(folder.remove)
  dataDir = folder.path
  settings = { ...(await productSettings(dataDir)), SAMPLE_DATA: 'false' }
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

function start(how: 'npm' | 'node' = 'node', changes: Record<string, string> = {}) {
  const all = { ...settings, ...changes }
  const product = how === 'npm' ? runScript('start', all) : runProgram('bin/start.ts', all)
  cleanUps.push(product.stop)
  return { ...product, isReady: () => product.printed(/Stop {6}Ctrl\+C/) }
}

const health = () => fetch(`http://127.0.0.1:${settings.PORT}/api/health`).then(response => response.status)

async function until(condition: () => Promise<boolean>) {
  while (!(await condition().catch(() => false))) await wait(50)
}

const databaseRuns = () => existsSync(join(dataDir, 'postgres/data/postmaster.pid'))

/** The processes that the process has started, by the script that they run. Linux tells. */
async function childrenOf(pid: number | undefined): Promise<Record<string, number>> {
  const pids = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').map(Number)
  const named = pids.map(async child => {
    const line = await readFile(`/proc/${child}/cmdline`, 'utf8')
    return [line.match(/bin\/(\w+)\.ts/)?.[1] ?? line, child] as const
  })
  return Object.fromEntries(await Promise.all(named))
}

const isAlive = (pid: number | undefined) => existsSync(`/proc/${pid}`)

test('npm start shows its progress, then the address and the link to set it up, and serves', MINUTES, async () => {
  const product = start('npm')
  await product.isReady()
  const [progress = '', block = ''] = product.output().split('Highwater is running.')
  expect(progress.trim().split('\n')).toEqual(
    expect.arrayContaining(['Starting PostgreSQL…', 'Migrating the database…', 'Starting the web and the worker…']),
  )
  expect(block).toContain(`Address   http://127.0.0.1:${settings.PORT}\n`)
  expect(block).toMatch(new RegExp(`Set up    http://127.0.0.1:${settings.PORT}/set-up/[\\w-]{43}\n`))
  expect(await health()).toBe(200)
  await product.stop()
  expect(databaseRuns()).toBe(false)
})

test('SIGTERM ends it in order, with its database', MINUTES, async () => {
  const product = start()
  await product.isReady()
  expect((await product.stop()).code).toBe(0)
  expect(databaseRuns()).toBe(false)
})

test('with an administrator in the settings it says where to sign in', MINUTES, async () => {
  const product = start('node', { ADMIN_EMAIL: 'admin@contoso.example', ADMIN_PASSWORD: 'correct horse battery' })
  await product.isReady()
  expect(product.output()).toContain(`Sign in   http://127.0.0.1:${settings.PORT}/sign-in\n`)
  expect(product.output()).not.toContain('/set-up/')
})

test('a later start builds nothing and keeps the secret key, which only its owner can read', MINUTES, async () => {
  const first = start()
  await first.isReady()
  await first.stop()
  const key = await readFile(join(dataDir, 'secret-key'), 'utf8')
  const second = start()
  await second.isReady()
  expect(second.output()).not.toMatch(/Building|Generating/)
  expect(await readFile(join(dataDir, 'secret-key'), 'utf8')).toBe(key)
})

test('a second start on the same data folder is refused in one sentence, and the first goes on', MINUTES, async () => {
  await start().isReady()
  const second = start('npm')
  const { code, output } = await second.ended
  expect(code).toBe(1)
  expect(output).toBe(`Highwater already runs on the data folder ${dataDir}: stop it, or set another DATA_DIR.\n`)
  expect(await health()).toBe(200)
})

test('a wrong setting stops the start with one line that names it', async () => {
  const { code, output } = await start('npm', { PORT: 'eighty' }).ended
  expect(code).toBe(1)
  expect(output).toBe('PORT must be a port from 1 to 65535\n')
})

test('a port that is taken stops the start with one line that names it', async () => {
  const server = createServer().listen(Number(settings.PORT), '127.0.0.1')
  await once(server, 'listening')
  cleanUps.push(async () => server.close())
  const { code, output } = await start().ended
  expect(code).toBe(1)
  expect(output).toBe(`PORT ${settings.PORT} is in use: stop what listens there, or set another.\n`)
})

test.skipIf(process.platform !== 'linux').for(['web', 'worker'])(
  'a %s that is killed is started again',
  MINUTES,
  async script => {
    const product = start()
    await product.isReady()
    const before = (await childrenOf(product.child.pid))[script]
    process.kill(before ?? 0, 'SIGKILL')
    await until(async () => ![undefined, before].includes((await childrenOf(product.child.pid))[script]))
    await until(async () => (await health()) === 200)
  },
)

test('a database that is killed is started again', MINUTES, async () => {
  const product = start()
  await product.isReady()
  const [pid] = (await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await product.printed(/PostgreSQL has ended/)
  await until(async () => (await health()) === 200)
})

test.skipIf(process.platform !== 'linux')(
  'after a kill -9 of the supervisor its web and worker end themselves, and the next start works',
  MINUTES,
  async () => {
    const first = start()
    await first.isReady()
    const orphans = Object.values(await childrenOf(first.child.pid))
    expect(orphans.length).toBe(2)
    first.child.kill('SIGKILL')
    const second = start()
    await second.isReady()
    expect(await health()).toBe(200)
    await until(async () => orphans.every(pid => !isAlive(pid)))
  },
)

test.skipIf(process.platform !== 'linux')('after a kill -9 of everything the next start works', MINUTES, async () => {
  const first = start()
  await first.isReady()
  const [postgres] = (await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n').map(Number)
  const { pid = 0 } = first.child
  for (const victim of [pid, ...Object.values(await childrenOf(pid)), postgres ?? 0]) process.kill(victim, 'SIGKILL')
  await start().isReady()
  expect(await health()).toBe(200)
})

test('a start whose npm was killed with -9 ends by itself, and the next start works', MINUTES, async () => {
  const first = start('npm')
  await first.isReady()
  first.child.kill('SIGKILL')
  await until(async () => (await health().catch(() => 0)) === 0)
  await start().isReady()
  expect(await health()).toBe(200)
})
