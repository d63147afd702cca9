import type { Transaction } from '#lib/database/client.ts'
import type { DataPort } from '#lib/insights/port.ts'
import type { Prisma, RefreshJob, RefreshTask } from '#prisma/generated/client.ts'

/** A job while a worker runs it. */
export type Run = { instance: { id: string; name: string }; job: RefreshJob; port: DataPort }

export type TaskContext = Run & { task: RefreshTask }

/** What a task does, in three steps: a transaction that begins it, work outside of any, a transaction that settles it. */
export type Operation = {
  /** Shows that the object is being refreshed, or says why it is not to be. */
  begin(tx: Transaction, context: TaskContext): Promise<{ skip: string } | { work: Work }>
  /** Writes down that it did not succeed. `startedAt` is undefined where it never began. */
  fail(tx: Transaction, context: TaskContext, failure: Failure): Promise<void>
  /** Writes down that it was interrupted because its job was cancelled. */
  cancel(tx: Transaction, context: TaskContext): Promise<void>
}

/** Interrupted by the signal. @returns what writes the result down, in the transaction that settles the task */
export type Work = (signal: AbortSignal) => Promise<(tx: Transaction) => Promise<Prisma.InputJsonObject>>

export type Failure = { status: 'failed' | 'timedOut'; error: string }

/** The same for tasks that run together. They are settled in batches, so that a crash repeats little. */
export type GroupOperation = {
  /** @returns why some are not to be refreshed, by task id, and the work for the others */
  begin(tx: Transaction, run: Run, tasks: RefreshTask[]): Promise<{ skips: Map<string, string>; work: GroupWork }>
  fail(tx: Transaction, run: Run, task: RefreshTask, failure: Failure): Promise<void>
  cancel(tx: Transaction, run: Run, tasks: RefreshTask[]): Promise<void>
}

export type GroupWork = (signal: AbortSignal) => Promise<Done>

export type Done = {
  /** Why some of them failed, by task id. */
  failed: Map<string, string>
  /** Writes the results of others of them down. @returns them by task id; a task without one was deleted meanwhile */
  write(tx: Transaction, tasks: RefreshTask[]): Promise<Map<string, Prisma.InputJsonObject>>
}

/** A task that cannot succeed, for a reason that its reader can do something about. */
export class TaskError extends Error {}

export const DELETED = 'It was deleted meanwhile.'
export const INACTIVE = 'It is inactive.'
