import { afterEach, beforeEach, expect, test } from 'vitest'
import { config } from '#lib/config.ts'
import { productSettings, runProgram, runScript } from '#tests/support/product.ts'

// The first of them builds the console.
const MINUTES = { timeout: 300_000 }

let settings: Record<string, string> = {}
const cleanUps: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  const { dataDir, databaseUrl = '', secretKey } = config()
  settings = {
    ...(await productSettings(dataDir)),
    DATABASE_URL: databaseUrl,
    SECRET_KEY: secretKey?.toString('base64') ?? '',
    SAMPLE_DATA: 'false',
  }
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

function run(script: 'web' | 'worker', changes: Record<string, string> = {}) {
  const running = runScript(script, { ...settings, ...changes })
  cleanUps.push(running.stop)
  return running
}

test('a web of its own prints the set-up link and serves, but is healthy only with a worker', MINUTES, async () => {
  const web = run('web')
  const [, url = '', setUpLink] = await web.printed(/web serves (\S+); set it up at (\S+) /)
  expect(setUpLink).toMatch(new RegExp(`^${url}/set-up/`))
  const health = () => fetch(`${url}/api/health`).then(response => response.status)
  expect(await health()).toBe(503)
  const worker = run('worker')
  await worker.printed(/worker runs/)
  expect(await health()).toBe(200)
})

test('SIGTERM ends either in order', MINUTES, async () => {
  for (const [file, sign] of [
    ['bin/web.ts', /web serves/],
    ['bin/worker.ts', /worker runs/],
  ] as const) {
    const running = runProgram(file, settings)
    await running.printed(sign)
    expect((await running.stop()).code).toBe(0)
  }
})

test.for(['web', 'worker'] as const)('a %s without a database says so in one line', MINUTES, async script => {
  const { code, output } = await run(script, { DATABASE_URL: '' }).ended
  expect(code).toBe(1)
  expect(output).toMatch(/^DATABASE_URL is missing: .+\n$/)
})

test('a SECRET_KEY that is not the one of the database is refused in one line', MINUTES, async () => {
  const first = run('worker')
  await first.printed(/worker runs/)
  await first.stop()
  const { code, output } = await run('worker', { SECRET_KEY: Buffer.alloc(32, 1).toString('base64') }).ended
  expect(code).toBe(1)
  expect(output).toMatch(/^SECRET_KEY is not the one .+\n$/)
})

test('a database that cannot be reached is told in one line that names the setting', MINUTES, async () => {
  const { code, output } = await run('worker', { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }).ended
  expect(code).toBe(1)
  expect(output).toMatch(/^DATABASE_URL: .*ECONNREFUSED.*\n$/)
})
