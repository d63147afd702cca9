import { database } from '#lib/database/client.ts'
import { findDataSource } from '#lib/insights/data-sources/read.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { ExecutionStatus } from '#prisma/generated/client.ts'

/** How one refresh of a data source went. Times are null where they are not there yet, or were not told. */
export type RefreshView = {
  id: string
  status: ExecutionStatus
  startedAt: string | null
  endedAt: string | null
  rows: number | null
  error: string | null
  /** The job that it was part of; null where it happened elsewhere. */
  jobId: string | null
}

/** The last refreshes of a data source, newest first: its tasks, or what was reported of it. @throws NotFound */
export async function listRefreshes(access: Access, dataSourceId: string, top: number): Promise<RefreshView[]> {
  permit(access, 'datasources.read')
  const source = await findDataSource(database(), access.instance.id, dataSourceId)
  return source.kind === 'external' ? reported(access, dataSourceId, top) : ran(dataSourceId, top)
}

async function ran(identifier: string, take: number): Promise<RefreshView[]> {
  const tasks = await database().refreshTask.findMany({ where: { identifier }, orderBy: { id: 'desc' }, take })
  return tasks.map(({ id, jobId, status, startedAt, endedAt, result, error }) => ({
    id,
    status,
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    rows: (result as { rows?: number } | null)?.rows ?? null,
    error,
    jobId,
  }))
}

async function reported(access: Access, subjectId: string, take: number): Promise<RefreshView[]> {
  const reports = await database().report.findMany({
    where: { instanceId: access.instance.id, subject: 'dataSource', subjectId },
    orderBy: { receivedAt: 'desc' },
    take,
  })
  return reports.map(({ id, body, receivedAt }) => {
    const report = body as Told
    return {
      id,
      status: report.status,
      startedAt: report.startedAt ?? null,
      endedAt: report.endedAt ?? receivedAt.toISOString(),
      rows: report.rows ?? null,
      error: report.errorMessage ?? null,
      jobId: null,
    }
  })
}

/** A report as it is kept: its times are texts. */
type Told = {
  status: 'successful' | 'failed'
  rows?: number
  errorMessage?: string
  startedAt?: string
  endedAt?: string
}
