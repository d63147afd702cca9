import { changed } from '#lib/changes/notify.ts'
import { type Transaction, transaction } from '#lib/database/client.ts'
import { DomainError, NotFound } from '#lib/errors.ts'
import { CANCELLED } from '#lib/insights/jobs/cancel.ts'
import { type Claim, holdJob } from '#lib/insights/jobs/claim.ts'
import { measuring, segmentation } from '#lib/insights/jobs/evaluation.ts'
import { ingestion } from '#lib/insights/jobs/ingestion.ts'
import {
  DELETED,
  type Failure,
  type Operation,
  type TaskContext,
  TaskError,
  type Work,
} from '#lib/insights/jobs/operation.ts'
import type { TaskOperation } from '#lib/insights/jobs/schema.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { log } from '#lib/log.ts'
import type { ExecutionStatus, Prisma, RefreshTask } from '#prisma/generated/client.ts'

const OPERATIONS: Partial<Record<TaskOperation, Operation>> = { ingestion, measures: measuring, segmentation }

export function operationOf({ operationType }: RefreshTask): Operation {
  const operation = OPERATIONS[operationType as TaskOperation]
  if (!operation) throw new Error(`Nothing here runs a task of the operation ${operationType}.`)
  return operation
}

/** The reasons for which a job is interrupted. */
export type Interruption = 'cancelled' | 'stopping' | 'leaseLost'

/** What a task came to. One that is interrupted so that another worker goes on comes to nothing. */
export type Outcome = { write: (tx: Transaction) => Promise<Prisma.InputJsonObject> } | Failure | 'cancelled'

// Their messages say what to do; any other is for the log.
const EXPECTED = [IngestionError, TaskError, DomainError]

/** Does the work of a task, within its time and until the signal is aborted with an Interruption. */
export async function perform(work: Work, taskTimeoutMs: number, signal: AbortSignal): Promise<Outcome | Interruption> {
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

/** Ends a task with what it came to, in one transaction that holds the job. @throws LeaseLost */
export async function settle(claim: Claim, context: TaskContext, outcome: Outcome) {
  try {
    await transaction(async tx => {
      await holdJob(tx, claim)
      await write(tx, context, outcome)
    })
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await transaction(async tx => {
      await holdJob(tx, claim)
      await endTask(tx, context, 'skipped', { error: DELETED })
    })
  }
}

/** Writes down what a task came to, in the caller's transaction. */
export async function write(tx: Transaction, context: TaskContext, outcome: Outcome) {
  if (outcome === 'cancelled') {
    await operationOf(context.task).cancel(tx, context)
    await endTask(tx, context, 'aborted', { error: CANCELLED })
  } else if ('write' in outcome) {
    await endTask(tx, context, 'successful', { result: await outcome.write(tx) })
  } else {
    await operationOf(context.task).fail(tx, context, outcome)
    await endTask(tx, context, outcome.status, { error: outcome.error })
  }
}

/** Ends a task with a status. */
export async function endTask(
  tx: Transaction,
  { instance, task }: TaskContext,
  status: ExecutionStatus,
  result: { error: string } | { result: Prisma.InputJsonObject },
) {
  await tx.refreshTask.update({ where: { id: task.id }, data: { status, endedAt: new Date(), ...result } })
  await changed(tx, instance.id, 'jobs')
}
