import { changed } from '#lib/changes/notify.ts'
import { database, type Transaction, transaction } from '#lib/database/client.ts'
import { DomainError, NotFound } from '#lib/errors.ts'
import { CANCELLED } from '#lib/insights/jobs/cancel.ts'
import { type Claim, holdJob } from '#lib/insights/jobs/claim.ts'
import { endJob } from '#lib/insights/jobs/end.ts'
import { measuring, segmentation } from '#lib/insights/jobs/evaluation.ts'
import { ingestion } from '#lib/insights/jobs/ingestion.ts'
import { DELETED, type Operation, type TaskContext, TaskError, type Work } from '#lib/insights/jobs/operation.ts'
import type { TaskOperation } from '#lib/insights/jobs/schema.ts'
import { type DataPort, IngestionError } from '#lib/insights/port.ts'
import { log } from '#lib/log.ts'
import type { ExecutionStatus, Prisma, RefreshTask } from '#prisma/generated/client.ts'

const OPERATIONS: Record<TaskOperation, Operation> = { ingestion, measures: measuring, segmentation }
const operationOf = (task: RefreshTask): Operation => OPERATIONS[task.operationType as TaskOperation]

const MAX_STARTS = 3
const GIVEN_UP = `The worker stopped ${MAX_STARTS} times while this ran; see its log.`

export type Limits = { taskTimeoutMs: number }

/** The reasons for which a job is interrupted. */
export type Interruption = 'cancelled' | 'stopping' | 'leaseLost'

/**
 * Runs what is left of a job, task after task, and ends it. Every step is a transaction that holds the job, so that a
 * worker may die at any line and the next one goes on where it was.
 * @param signal aborted with an Interruption @returns false where it was interrupted so that another worker goes on
 * @throws LeaseLost
 */
export async function runJob(claim: Claim, port: DataPort, limits: Limits, signal: AbortSignal): Promise<boolean> {
  if (claim.starts > MAX_STARTS) {
    await giveUp(claim, port)
    return true
  }
  for (;;) {
    if (isHandOver(signal)) return false
    const next = await beginNext(claim, port)
    if (!next) break
    if (next === 'skipped') continue
    const outcome = await perform(next.work, limits, signal)
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
    const context = { instance: claim.instance, job, task, port }
    if (job.cancelledAt) {
      // A worker that died had begun it.
      if (task.status === 'running') await write(tx, context, 'cancelled')
      return undefined
    }
    const begun = await operationOf(task).begin(tx, context)
    if ('skip' in begun) {
      await end(tx, context, 'skipped', { error: begun.skip })
      return 'skipped'
    }
    const running = await tx.refreshTask.update({
      where: { id: task.id },
      data: { status: 'running', startedAt: new Date() },
    })
    await changed(tx, claim.instance.id, 'jobs')
    return { context: { ...context, task: running }, work: begun.work }
  })

const openTask = (tx: Transaction, { jobId }: Claim) =>
  tx.refreshTask.findFirst({
    where: { jobId, status: { in: ['queued', 'running'] } },
    orderBy: { position: 'asc' },
  })

type Outcome =
  | { write: (tx: Transaction) => Promise<Prisma.InputJsonObject> }
  | { status: 'failed' | 'timedOut'; error: string }
  | Interruption

// Their messages say what to do; any other is for the log.
const EXPECTED = [IngestionError, TaskError, DomainError]

async function perform(work: Work, { taskTimeoutMs }: Limits, signal: AbortSignal): Promise<Outcome> {
  const timeout = AbortSignal.timeout(taskTimeoutMs)
  try {
    return { write: await work(AbortSignal.any([signal, timeout])) }
  } catch (error) {
    if (signal.aborted) return signal.reason as Interruption
    if (timeout.aborted) return { status: 'timedOut', error: `It took longer than ${taskTimeoutMs / 60_000} minutes.` }
    if (EXPECTED.some(kind => error instanceof kind)) return { status: 'failed', error: (error as Error).message }
    log.error({ err: error }, 'a refresh task failed unexpectedly')
    return {
      status: 'failed',
      error: 'It failed for a reason of its own here, not of the data; see the log of the worker.',
    }
  }
}

async function settle(claim: Claim, context: TaskContext, outcome: Exclude<Outcome, 'stopping' | 'leaseLost'>) {
  try {
    await transaction(async tx => {
      await holdJob(tx, claim)
      await write(tx, context, outcome)
    })
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await transaction(async tx => {
      await holdJob(tx, claim)
      await end(tx, context, 'skipped', { error: DELETED })
    })
  }
}

async function write(tx: Transaction, context: TaskContext, outcome: Exclude<Outcome, 'stopping' | 'leaseLost'>) {
  if (outcome === 'cancelled') {
    await operationOf(context.task).cancel(tx, context)
    await end(tx, context, 'aborted', { error: CANCELLED })
  } else if ('write' in outcome) {
    await end(tx, context, 'successful', { result: await outcome.write(tx) })
  } else {
    await operationOf(context.task).fail(tx, context, outcome)
    await end(tx, context, outcome.status, { error: outcome.error })
  }
}

async function end(
  tx: Transaction,
  { instance, task }: TaskContext,
  status: ExecutionStatus,
  result: { error: string } | { result: Prisma.InputJsonObject },
) {
  await tx.refreshTask.update({ where: { id: task.id }, data: { status, endedAt: new Date(), ...result } })
  await changed(tx, instance.id, 'jobs')
}

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
