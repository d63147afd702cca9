import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownDataFolder } from '#tests/support/own-data-folder.ts'
import { until } from '#tests/support/until.ts'

// The first of them builds the console.
const MINUTES = { timeout: 300_000 }

let folder: Awaited<ReturnType<typeof ownDataFolder>>

beforeEach(async () => {
  folder = await ownDataFolder()
})

afterEach(() => folder.clear())

/** The processes that the process has started, by the script that they run. Linux tells. */
async function childrenOf(pid: number | undefined): Promise<Record<string, number>> {
  const pids = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').map(Number)
  const named = pids.map(async child => {
    // One that ends while it is looked at has no name any more.
    const line = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')
    return [line.match(/bin\/(\w+)\.ts/)?.[1] ?? line, child] as const
  })
  return Object.fromEntries(await Promise.all(named))
}

const isAlive = (pid: number | undefined) => existsSync(`/proc/${pid}`)

test.skipIf(process.platform !== 'linux').for(['web', 'worker'])(
  'a %s that is killed is started again',
  MINUTES,
  async script => {
    const product = folder.start()
    await product.isReady()
    const before = (await childrenOf(product.child.pid))[script]
    process.kill(before ?? 0, 'SIGKILL')
    await until(async () => ![undefined, before].includes((await childrenOf(product.child.pid))[script]))
    await until(async () => (await folder.health()) === 200)
  },
)

test('a database that is killed is started again', MINUTES, async () => {
  const product = folder.start()
  await product.isReady()
  process.kill(await folder.databasePid(), 'SIGKILL')
  await product.printed(/PostgreSQL has ended/)
  await until(async () => (await folder.health()) === 200)
})

test.skipIf(process.platform !== 'linux')(
  'after a kill -9 of the supervisor its web and worker end themselves, and the next start works',
  MINUTES,
  async () => {
    const first = folder.start()
    await first.isReady()
    const orphans = Object.values(await childrenOf(first.child.pid))
    expect(orphans.length).toBe(2)
    first.child.kill('SIGKILL')
    const second = folder.start()
    await second.isReady()
    expect(await folder.health()).toBe(200)
    await until(async () => orphans.every(pid => !isAlive(pid)))
  },
)

test.skipIf(process.platform !== 'linux')('after a kill -9 of everything the next start works', MINUTES, async () => {
  const first = folder.start()
  await first.isReady()
  const { pid = 0 } = first.child
  for (const victim of [pid, ...Object.values(await childrenOf(pid)), await folder.databasePid()])
    process.kill(victim, 'SIGKILL')
  await folder.start().isReady()
  expect(await folder.health()).toBe(200)
})

test('a start whose npm was killed with -9 ends by itself, and the next start works', MINUTES, async () => {
  const first = folder.start('npm')
  await first.isReady()
  first.child.kill('SIGKILL')
  await until(async () => (await folder.health()) === 0)
  await folder.start().isReady()
  expect(await folder.health()).toBe(200)
})
