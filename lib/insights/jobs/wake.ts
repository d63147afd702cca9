import { fromPrisma } from 'pg-boss'
import { sendingBoss, workingBoss } from '#lib/database/boss.ts'
import type { Transaction } from '#lib/database/client.ts'

const QUEUE = 'refresh'
// A wake-up that nobody took within a minute has done nothing that the workers' own looking would not do.
const OPTIONS = { notify: true, retryLimit: 0, retentionSeconds: 60, deleteAfterSeconds: 60 }

/**
 * Wakes a worker once the transaction commits. The row of the refresh job is the truth: a wake-up says only that there is
 * something to look for, and workers look by themselves too.
 */
export async function wakeRefresh(tx: Transaction) {
  const boss = await sendingBoss(QUEUE, OPTIONS)
  await boss.send(QUEUE, null, { db: fromPrisma(tx) })
}

/** Calls `onWake` for every wake-up, until stopped. */
export async function listenForWakeUps(onWake: () => void): Promise<{ stop(): Promise<void> }> {
  const boss = await workingBoss('refresh')
  await boss.createQueue(QUEUE, OPTIONS)
  await boss.work(QUEUE, { notifyPollingIntervalSeconds: 30 }, async () => onWake())
  return { stop: () => boss.stop({ graceful: false }) }
}
