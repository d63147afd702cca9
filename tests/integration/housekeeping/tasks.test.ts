import { afterEach, expect, test } from 'vitest'
import { transaction } from '#lib/database/client.ts'
import { wakeTask } from '#lib/housekeeping/queue.ts'
import { startHousekeeping } from '#lib/housekeeping/start.ts'
import type { Task } from '#lib/housekeeping/task.ts'

const workers: Awaited<ReturnType<typeof startHousekeeping>>[] = []
const start = async (...tasks: Task[]) => workers.push(await startHousekeeping(tasks))
afterEach(() => Promise.all(workers.splice(0).map(worker => worker.stop())))

const once = { name: 'once', cron: '0 0 1 1 *' }
const wake = (name: string) => transaction(tx => wakeTask(tx, name))

test('a task that is asked for runs at once, with the time and a signal', async () => {
  const given: unknown[] = []
  await start({ ...once, run: async options => void given.push(options) })
  await wake('once')
  await expect.poll(() => given).toEqual([{ now: expect.any(Date), stop: expect.any(AbortSignal) }])
})

test('asked for before any worker has started, it runs when one has', async () => {
  await wake('early')
  let runs = 0
  await start({ ...once, name: 'early', run: async () => void runs++ })
  await expect.poll(() => runs, { timeout: 15_000 }).toBe(1)
})

test('asked for while it runs, on two workers, it runs once more and never twice at once', async () => {
  let runs = 0
  let atOnce = 0
  const most: number[] = []
  const first = Promise.withResolvers<void>()
  const task: Task = {
    ...once,
    name: 'slow',
    run: async () => {
      most.push(++atOnce)
      if (++runs === 1) await first.promise
      atOnce--
    },
  }
  await start(task)
  await start(task)
  await wake('slow')
  await expect.poll(() => runs).toBe(1)
  for (let time = 0; time < 5; time++) await wake('slow')
  first.resolve()
  await expect.poll(() => runs, { timeout: 45_000 }).toBe(2)
  expect(most).toEqual([1, 1])
})

test('one that fails does not keep it from running the next time', async () => {
  let runs = 0
  await start({
    ...once,
    name: 'failing',
    run: async () => {
      if (++runs === 1) throw new Error('no luck')
    },
  })
  await wake('failing')
  await expect.poll(() => runs).toBe(1)
  await expect
    .poll(async () => {
      await wake('failing')
      return runs
    })
    .toBeGreaterThan(1)
})
