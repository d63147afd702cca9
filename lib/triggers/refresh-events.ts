import type { Transaction } from '#lib/database/client.ts'

type Instance = { id: string; name: string }

export type DataSourceRefresh = {
  dataSource: { id: string; friendlyName: string; lastOutcome: 'updated' | 'updateFailed' | string | null }
  status: 'successful' | 'failed' | 'timedOut'
  startedAt: Date
  endedAt: Date
  rows?: number
  errorMessage?: string
  submissionKind: 'onDemand' | 'scheduled' | 'external'
  jobId?: string
}

/**
 * Publishes data-source-refresh-succeeded or -failed in the caller's transaction, which holds the data source's row and
 * sets its new lastOutcome itself. `dataSource.lastOutcome` is the outcome before this refresh.
 * @returns the ids of the events (one)
 */
export async function dataSourceRefreshed(
  _tx: Transaction,
  _instance: Instance,
  _refresh: DataSourceRefresh,
): Promise<string[]> {
  throw new Error('being written')
}

export type FullRefresh = {
  status: 'successful' | 'failed' | 'timedOut' | 'aborted'
  submissionKind: 'onDemand' | 'scheduled' | 'external'
  startedAt: Date
  endedAt: Date
  tasksTotal: number
  tasksFailed: number
  tasksSkipped: number
  jobId?: string
}

/** Publishes full-refresh-completed in the caller's transaction. @returns the ids of the events (one) */
export async function fullRefreshCompleted(
  _tx: Transaction,
  _instance: Instance,
  _refresh: FullRefresh,
): Promise<string[]> {
  throw new Error('being written')
}
