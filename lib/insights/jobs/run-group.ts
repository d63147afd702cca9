import { type Transaction, transaction } from '#lib/database/client.ts'
import { DomainError, NotFound } from '#lib/errors.ts'
import { CANCELLED } from '#lib/insights/jobs/cancel.ts'
import { type Claim, holdJob } from '#lib/insights/jobs/claim.ts'
import { endTasks, type Group, succeedTasks } from '#lib/insights/jobs/group.ts'
import { DELETED, type Done, type Failure, TaskError } from '#lib/insights/jobs/operation.ts'
import { progressWriter } from '#lib/insights/jobs/write-progress.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { withProgress } from '#lib/insights/progress.ts'
import { log } from '#lib/log.ts'
import type { RefreshTask } from '#prisma/generated/client.ts'

/** The reasons for which a job is interrupted. */
export type Interruption = 'cancelled' | 'stopping' | 'leaseLost'

/** What a group came to. One that is interrupted so that another worker goes on comes to nothing. */
export type Outcome = Done | Failure | 'cancelled'

/** How many tasks are settled in one transaction: what a crash repeats at most, and how long the job is held. */
const BATCH = 100

// Their messages say what to do; any other is for the log.
const EXPECTED = [IngestionError, TaskError, DomainError]

/** Does the work of a group, within its time and until the signal is aborted with an Interruption. */
export async function perform(
  group: Group,
  taskTimeoutMs: number,
  signal: AbortSignal,
): Promise<Outcome | Interruption> {
  const timeout = AbortSignal.timeout(taskTimeoutMs)
  try {
    return await withProgress(progressWriter(group), () => group.work(AbortSignal.any([signal, timeout])))
  } catch (error) {
    if (signal.aborted) return signal.reason as Interruption
    if (timeout.aborted) return { status: 'timedOut', error: `It took longer than ${taskTimeoutMs / 60_000} minutes.` }
    if (EXPECTED.some(kind => error instanceof kind)) return { status: 'failed', error: (error as Error).message }
    log.error({ err: error }, 'a refresh task failed unexpectedly')
    if (isDiskFull(error)) return { status: 'failed', error: NO_ROOM }
    return {
      status: 'failed',
      error: 'It failed for a reason of its own here, not of the data; see the log of the worker.',
    }
  }
}

const NO_ROOM =
  'There is no room left where customer data is kept, on the disk of DATA_DIR. Refresh again when there is.'

// As Node and as DuckDB say it, from a process of their own: only the words are left.
const isDiskFull = (error: unknown) =>
  error instanceof Error && /ENOSPC|EDQUOT|EFBIG|no space left|quota exceeded|file too large/i.test(error.message)

/** Ends the tasks of a group with what they came to, in transactions that hold the job. @throws LeaseLost */
export async function settle(claim: Claim, group: Omit<Group, 'work'>, outcome: Outcome) {
  for (let start = 0; start < group.tasks.length; start += BATCH) {
    const tasks = group.tasks.slice(start, start + BATCH)
    try {
      await inJob(claim, tx => write(tx, group, tasks, outcome))
    } catch (error) {
      if (!(error instanceof NotFound) || tasks.length > 1) throw error
      await inJob(claim, tx => endTasks(tx, group.run, tasks, 'skipped', DELETED))
    }
  }
}

const inJob = (claim: Claim, work: (tx: Transaction) => Promise<void>) =>
  transaction(async tx => {
    await holdJob(tx, claim)
    await work(tx)
  })

/** Writes down what some tasks of a group came to, in the caller's transaction. */
export async function write(
  tx: Transaction,
  { run, operation }: Pick<Group, 'run' | 'operation'>,
  tasks: RefreshTask[],
  outcome: Outcome,
) {
  if (tasks.length === 0) return
  if (outcome === 'cancelled') {
    await operation.cancel(tx, run, tasks)
    await endTasks(tx, run, tasks, 'aborted', CANCELLED)
    return
  }
  const fail = async (task: RefreshTask, failure: Failure) => {
    await operation.fail(tx, run, task, failure)
    await endTasks(tx, run, [task], failure.status, failure.error)
  }
  if ('status' in outcome) {
    for (const task of tasks) await fail(task, outcome)
    return
  }
  const sound = []
  for (const task of tasks) {
    const error = outcome.failed.get(task.id)
    if (error === undefined) sound.push(task)
    else await fail(task, { status: 'failed', error })
  }
  if (sound.length === 0) return
  const results = await outcome.write(tx, sound)
  await succeedTasks(tx, run, results)
  const deleted = sound.filter(({ id }) => !results.has(id))
  if (deleted.length > 0) await endTasks(tx, run, deleted, 'skipped', DELETED)
}
