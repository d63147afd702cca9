import { workingBoss } from '#lib/database/boss.ts'
import { QUEUE, queueOf } from '#lib/housekeeping/queue.ts'
import type { Task } from '#lib/housekeeping/task.ts'
import { TASKS } from '#lib/housekeeping/tasks.ts'
import { log } from '#lib/log.ts'

const STOP_TIMEOUT_MS = 5_000

/** The worker's part in housekeeping: pg-boss gives each run of a task to one worker. */
export async function startHousekeeping(tasks: Task[] = TASKS): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  const boss = await workingBoss('housekeeping', { schedule: true, supervise: false })
  for (const task of tasks) {
    const queue = queueOf(task.name)
    await boss.createQueue(queue, QUEUE)
    await boss.schedule(queue, task.cron)
    await boss.work(queue, { pollingIntervalSeconds: 30 }, () => run(task, stopping.signal))
  }
  return {
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
    },
  }
}

async function run(task: Task, stop: AbortSignal) {
  try {
    await task.run({ now: new Date(), stop })
  } catch (error) {
    log.error({ err: error, task: task.name }, 'housekeeping failed; it is tried again at its next time')
    throw error
  }
}
