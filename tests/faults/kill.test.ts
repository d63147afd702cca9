import { randomInt } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPid, Installation, type Part } from '#tests/support/installation.ts'
import { Load } from '#tests/support/load.ts'
import { randomFrom } from '#tests/support/random.ts'
import { startReceiver } from '#tests/support/receiver.ts'

// The same moments again: FAULTS_SEED=… vitest run --project faults
const seed = Number(process.env.FAULTS_SEED ?? randomInt(2 ** 31))
const random = randomFrom(seed)
const TAKE_OVER_MS = 10_000

let receiver: Awaited<ReturnType<typeof startReceiver>>
let product: Installation
let load: Load

beforeAll(async () => {
  receiver = await startReceiver()
  product = await Installation.start()
  load = await Load.prepare(product, receiver)
})

afterAll(async () => {
  await product?.[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

const kill = (pid: number | undefined) => process.kill(pid ?? 0, 'SIGKILL')

/** Kills the part in the middle of some receipt. */
async function killAtRandom(part: Part) {
  const pid = await product.pidOf(part)
  await load.receives(random(1, 150))
  kill(pid)
}

describe(`kill -9 under load loses nothing that was acknowledged (seed ${seed})`, () => {
  test.each<Part>(['worker', 'web', 'database'])('of the %s, twice', async part => {
    load.start()
    for (let time = 0; time < 2; time++) {
      await killAtRandom(part)
      await load.reachesEveryFlow()
    }
    await load.stop()
    await load.expectNothingLost()
  })

  test('of one of two workers: the other one takes over', async () => {
    const second = await product.addWorker()
    await expect.poll(holdersOfShards, { timeout: 20_000 }).toBe(2)
    load.start()
    const victim = random(0, 1) === 0 ? second.child.pid : await product.pidOf('worker')
    await load.receives(random(1, 150))
    kill(victim)
    const killedAt = performance.now()
    await load.reachesEveryFlow()
    expect(performance.now() - killedAt).toBeLessThan(TAKE_OVER_MS)
    await load.stop()
    await load.expectNothingLost()
    await second.stop()
  })

  test('of the supervisor: what it started ends, and the next start attaches to the database', async () => {
    load.start()
    await killAtRandom('supervisor')
    await product.startAgain()
    await load.reachesEveryFlow()
    await load.stop()
    await load.expectNothingLost()
  })

  test('of every process at once: the next start works without help', async () => {
    load.start()
    const pids = await everyPid(product)
    await load.receives(random(1, 150))
    pids.forEach(kill)
    await product.startAgain()
    await load.reachesEveryFlow()
    await load.stop()
    await load.expectNothingLost()
  })
})

async function holdersOfShards(): Promise<number> {
  const client = new pg.Client({ connectionString: await product.databaseUrl() })
  await client.connect()
  const { rows } = await client.query('select count(distinct owner)::int from shard where expires_at > now()')
  await client.end()
  return rows[0].count
}
