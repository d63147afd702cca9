import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ended, startScene } from '#tests/support/fault-scene.ts'

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
}
const AT_ITS_END = {
  'tell the pages': 'pg_notify',
  release: 'update shard set owner = null',
  leave: 'delete from worker where id = $1',
}
const MOMENTS = ['before', 'during', 'after'] as const
const points = (statements: object) =>
  Object.entries(statements).flatMap(([name, at]) => MOMENTS.map(when => ({ when, name, at })))

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
  await expect.poll(scene.open, { timeout: 15_000 }).toBe(0)
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
    await expect.poll(scene.open, { timeout: 15_000 }).toBe(0)
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
