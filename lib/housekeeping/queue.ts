import { fromPrisma } from 'pg-boss'
import { sendingBoss } from '#lib/database/boss.ts'
import type { Transaction } from '#lib/database/client.ts'

export const queueOf = (task: string) => `housekeeping-${task}`

/** At most one run under way and one asked for; a worker that dies with a run is noticed by its missing heartbeat. */
export const QUEUE = {
  policy: 'stately',
  notify: true,
  retryLimit: 0,
  heartbeatSeconds: 20,
  expireInSeconds: 60 * 60,
  retentionSeconds: 60 * 60,
  deleteAfterSeconds: 60 * 60,
}

/** Has a task run as soon as the transaction commits, instead of at its next time. A hint: its own time is the truth. */
export async function wakeTask(tx: Transaction, task: string) {
  const queue = queueOf(task)
  const boss = await sendingBoss(queue, QUEUE)
  await boss.send(queue, null, { db: fromPrisma(tx) })
}
