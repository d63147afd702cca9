import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ended, startScene } from '#tests/support/fault-scene.ts'
import { randomFrom } from '#tests/support/random.ts'

/** Every statement of the dispatcher, by what tells it apart from the others. */
const STATEMENTS = {
  balance: 'shards-balance',
  recover: 'deliveries-recover',
  promote: 'deliveries-promote',
  waiting: 'deliveries-waiting',
  probe: 'deliveries-probe',
  claim: 'deliveries-claim',
  settle: 'deliveries-settle',
  retire: `set status = 'gone'`,
  pause: `status = 'paused', status_reason`,
  'tell the pages': 'pg_notify',
}
const AT_ITS_END = {
  release: 'update shard set owner = null',
  leave: 'delete from worker where id = $1',
}
const MOMENTS = ['before', 'during', 'after'] as const
const points = (statements: object) =>
  Object.entries(statements).flatMap(([name, at]) => MOMENTS.map(when => ({ when, name, at })))

// The same faults again: FAULTS_SEED=… vitest run --project faults
const seed = Number(process.env.FAULTS_SEED ?? randomInt(2 ** 31))
const HOUR_MS = 3_600_000
const DEATHS = 5
const PAUSE_MS = 20

let scene: Awaited<ReturnType<typeof startScene>>
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene?.[Symbol.asyncDispose]())
beforeEach(() => scene.arm())

/** A worker without faults takes over, and nothing is amiss. */
async function expectNothingAmiss() {
  await scene.survive()
  await scene.expectAccountsKept()
}

test('every statement that a worker sends is a fail point of these tests', async () => {
  const worker = await scene.startWorker({})
  const sent = new Set<string>()
  worker.on('message', (message: { statement?: string }) => message.statement && sent.add(message.statement))
  await expect.poll(scene.open, { timeout: 40_000 }).toBe(0)
  worker.kill('SIGTERM')
  expect(await ended(worker)).toBeNull()
  const known = Object.values({ ...STATEMENTS, ...AT_ITS_END })
  expect([...sent].filter(statement => !known.some(at => statement.includes(at)))).toEqual([])
  expect(known.filter(at => ![...sent].some(statement => statement.includes(at)))).toEqual([])
  await scene.expectAccountsKept()
  expect(await scene.ends()).toMatchObject([
    { status: 'gone', reason: 'flowGone' },
    { status: 'paused', reason: 'notAuthorised' },
    { status: 'failing', reason: 'circuitOpen', probes: true },
  ])
})

describe('a worker that dies', () => {
  test.each(points(STATEMENTS))('$when its statement $name', async ({ at, when }) => {
    const worker = await scene.startWorker({ dies: { at, time: 1, when } })
    expect(await ended(worker)).toBe('SIGKILL')
    await expectNothingAmiss()
  })

  test.each(points(AT_ITS_END))('$when its statement $name, at its end', async ({ at, when }) => {
    const worker = await scene.startWorker({ dies: { at, time: 1, when } })
    await expect.poll(scene.open, { timeout: 40_000 }).toBe(0)
    worker.kill('SIGTERM')
    expect(await ended(worker)).toBe('SIGKILL')
    await expectNothingAmiss()
  })

  test.each(['/steady/3', '/gone', '/off', '/down'])('while %s receives, and before it answers', async path => {
    const worker = await scene.startWorker({})
    scene.onReceipt(path, { heard: () => worker.kill('SIGKILL') })
    expect(await ended(worker)).toBe('SIGKILL')
    await expectNothingAmiss()
  })

  test.each(['/steady/3', '/gone', '/off', '/down'])('as soon as %s has answered', async path => {
    const worker = await scene.startWorker({})
    scene.onReceipt(path, { answered: () => worker.kill('SIGKILL') })
    expect(await ended(worker)).toBe('SIGKILL')
    await expectNothingAmiss()
  })
})

describe(`workers that die at random, mishear, and whose clocks jump by hours (seed ${seed})`, () => {
  test.each([1, 2, 4])('%i at a time', async count => {
    const random = randomFrom(seed + count)
    const often = ['deliveries-claim', 'deliveries-settle', 'deliveries-waiting', 'deliveries-recover']
    const faults = () => ({
      dies: { at: often[random(0, 3)] ?? '', time: random(1, 12), when: MOMENTS[random(0, 2)] ?? 'after' },
      clock: { offMs: random(-12, 12) * HOUR_MS, jumpsAfter: random(0, 30) },
      mishears: random(0, 2 ** 31),
    })
    scene.refuseWhere(() => random(1, 4) === 1)
    let deaths = 0
    async function post() {
      while (deaths < DEATHS) {
        expect(await ended(await scene.startWorker(faults()))).toBe('SIGKILL')
        deaths += 1
        await scene.expireLeases()
      }
    }
    const posts = Promise.all(Array.from({ length: count }, post))
    while (deaths < DEATHS) {
      await scene.publish(1)
      await delay(PAUSE_MS)
    }
    expect(await scene.tooLate()).toBe(0)
    await posts
    await expectNothingAmiss()
  })
})
