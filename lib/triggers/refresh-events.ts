import type { Transaction } from '#lib/database/client.ts'
import { publish } from '#lib/events/publish.ts'

type Instance = { id: string; name: string }
type Submission = 'onDemand' | 'scheduled' | 'external'

export type DataSourceRefresh = {
  /** The data source with the outcome that it had before this refresh. */
  dataSource: { id: string; friendlyName: string; lastOutcome: string | null }
  status: 'successful' | 'failed' | 'timedOut'
  startedAt: Date
  endedAt: Date
  rows?: number
  errorMessage?: string
  submissionKind: Submission
  jobId?: string
}

/**
 * Publishes data-source-refresh-succeeded or -failed in the caller's transaction, which holds the data source's row and
 * sets its new lastOutcome itself.
 * @returns the ids of the events (one)
 */
export async function dataSourceRefreshed(
  tx: Transaction,
  instance: Instance,
  refresh: DataSourceRefresh,
): Promise<string[]> {
  const { dataSource, jobId, startedAt, endedAt, ...rest } = refresh
  const succeeded = refresh.status === 'successful'
  return [
    await publish(tx, instance, {
      type: succeeded ? 'data-source-refresh-succeeded' : 'data-source-refresh-failed',
      occurredAt: new Date(),
      jobId,
      fields: { dataSourceId: dataSource.id, dataSourceName: dataSource.friendlyName, ...rest, ...times(refresh) },
      about: { dataSourceId: dataSource.id, stateChanged: isStateChange(dataSource.lastOutcome, succeeded) },
    }),
  ]
}

/** Failing counts from the first failure; succeeding only after a failure (design §1). */
export const isStateChange = (lastOutcome: string | null, succeeded: boolean) =>
  succeeded ? lastOutcome === 'updateFailed' : lastOutcome !== 'updateFailed'

export type FullRefresh = {
  status: 'successful' | 'failed' | 'timedOut' | 'aborted' | 'skipped'
  submissionKind: Submission
  startedAt: Date
  endedAt: Date
  tasksTotal: number
  tasksFailed: number
  tasksSkipped: number
  jobId?: string
}

/** Publishes full-refresh-completed in the caller's transaction. @returns the ids of the events (one) */
export async function fullRefreshCompleted(
  tx: Transaction,
  instance: Instance,
  refresh: FullRefresh,
): Promise<string[]> {
  const { jobId, startedAt, endedAt, ...rest } = refresh
  return [
    await publish(tx, instance, {
      type: 'full-refresh-completed',
      occurredAt: new Date(),
      jobId,
      fields: { ...rest, ...times(refresh) },
      about: { submissionKind: refresh.submissionKind, status: refresh.status },
    }),
  ]
}

export type UnificationRefresh = {
  status: FullRefresh['status']
  submissionKind: Submission
  startedAt: Date
  endedAt: Date
  profiles?: number
  sourceRecords?: number
  jobId?: string
}

/** Publishes unification-refresh-completed in the caller's transaction. @returns the ids of the events (one) */
export async function unificationCompleted(
  tx: Transaction,
  instance: Instance,
  refresh: UnificationRefresh,
): Promise<string[]> {
  const { jobId, startedAt, endedAt, ...rest } = refresh
  return [
    await publish(tx, instance, {
      type: 'unification-refresh-completed',
      occurredAt: new Date(),
      jobId,
      fields: { ...rest, ...times(refresh) },
      about: { status: refresh.status },
    }),
  ]
}

const times = ({ startedAt, endedAt }: { startedAt: Date; endedAt: Date }) => ({
  startedAt: startedAt.toISOString(),
  endedAt: endedAt.toISOString(),
})
