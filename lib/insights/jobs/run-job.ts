import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { CANCELLED } from '#lib/insights/jobs/cancel.ts'
import { type Claim, holdJob } from '#lib/insights/jobs/claim.ts'
import { endJob } from '#lib/insights/jobs/end.ts'
import type { TaskContext, Work } from '#lib/insights/jobs/operation.ts'
import { endTask, type Interruption, operationOf, perform, settle, write } from '#lib/insights/jobs/run-task.ts'
import type { DataPort } from '#lib/insights/port.ts'

const MAX_STARTS = 3
const GIVEN_UP = `The worker stopped ${MAX_STARTS} times while this ran; see its log.`

/**
 * Runs what is left of a job, task after task, and ends it. Every step is a transaction that holds the job, so that a
 * worker may die at any line and the next one goes on where it was.
 * @param signal aborted with an Interruption @returns false where it was interrupted so that another worker goes on
 * @throws LeaseLost
 */
export async function runJob(
  claim: Claim,
  port: DataPort,
  taskTimeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (claim.starts > MAX_STARTS) {
    await giveUp(claim, port)
    return true
  }
  for (;;) {
    if (isHandOver(signal)) return false
    const next = await beginNext(claim, port)
    if (!next) break
    if (next === 'skipped') continue
    const outcome = await perform(next.work, taskTimeoutMs, signal)
    if (outcome === 'stopping' || outcome === 'leaseLost') return false
    await settle(claim, next.context, outcome)
  }
  await transaction(async tx => {
    const job = await holdJob(tx, claim)
    await endJob(tx, claim.instance, job, job.cancelledAt ? { status: 'aborted', error: CANCELLED } : undefined)
  })
  return true
}

const isHandOver = ({ aborted, reason }: AbortSignal) => aborted && reason !== ('cancelled' satisfies Interruption)

type Begun = { context: TaskContext; work: Work }

/** Begins the next task, or one that a dead worker had begun; undefined where there is none, or the job was cancelled. */
const beginNext = (claim: Claim, port: DataPort): Promise<Begun | 'skipped' | undefined> =>
  transaction(async tx => {
    const job = await holdJob(tx, claim)
    const task = await openTask(tx, claim)
    if (!task) return undefined
    const startedAt = new Date()
    const context = { instance: claim.instance, job, task: { ...task, startedAt }, port }
    if (job.cancelledAt) {
      // A worker that died had begun it.
      if (task.status === 'running') await write(tx, context, 'cancelled')
      return undefined
    }
    const begun = await operationOf(task).begin(tx, context)
    if ('skip' in begun) {
      await endTask(tx, context, 'skipped', { error: begun.skip })
      return 'skipped'
    }
    const running = await tx.refreshTask.update({
      where: { id: task.id },
      data: { status: 'running', startedAt },
    })
    await changed(tx, claim.instance.id, 'jobs')
    return { context: { ...context, task: running }, work: begun.work }
  })

const openTask = (tx: Transaction, { jobId }: Claim) =>
  tx.refreshTask.findFirst({
    where: { jobId, status: { in: ['queued', 'running'] } },
    orderBy: { position: 'asc' },
  })

/** Ends a job that its workers do not survive: the task at which they died has failed, and the rest is skipped. */
async function giveUp(claim: Claim, port: DataPort) {
  const job = await transaction(tx => holdJob(tx, claim))
  const task = await openTask(database(), claim)
  const failure = { status: 'failed', error: GIVEN_UP } as const
  if (task) await settle(claim, { instance: claim.instance, job, task, port }, failure)
  await transaction(async tx => {
    const held = await holdJob(tx, claim)
    await endJob(tx, claim.instance, held, { status: 'skipped', error: 'The job was given up before it.' })
  })
}
