import type { Transaction } from '#lib/database/client.ts'
import type { ExecutionStatus, RefreshSchedule } from '#prisma/generated/client.ts'

type Run = { jobId: string; status: ExecutionStatus; submittedAt: Date; endedAt: Date | null; error: string | null }

/** A schedule as the API shows it: WorkflowRefreshSchedule of the vocabulary, with when it is due and what it started. */
export const scheduleView = (row: RefreshSchedule, runs: Run[] = []) => ({
  scheduleId: row.id,
  operationType: row.operationType,
  identifiers: row.identifiers,
  jobType: 'full' as const,
  isActive: row.isActive,
  timezoneId: row.timezoneId,
  cronSchedules: row.cronSchedules,
  nextRunTimestamp: row.nextRunAt?.toISOString() ?? null,
  /** The last ten, newest first; `skipped` with its reason is one that was not begun. */
  lastRuns: runs.map(run => ({
    jobId: run.jobId,
    jobStatus: run.status,
    submittedTimestamp: run.submittedAt.toISOString(),
    endTimestamp: run.endedAt?.toISOString() ?? null,
    error: run.error,
  })),
})

export type ScheduleView = ReturnType<typeof scheduleView>

/** The last ten jobs of each schedule, newest first. */
export async function readRuns(tx: Transaction, scheduleIds: string[]): Promise<Map<string, Run[]>> {
  const rows = await tx.$queryRaw<(Run & { scheduleId: string })[]>`
    select s.id as "scheduleId", job.* from unnest(${scheduleIds}::uuid[]) as s(id)
    cross join lateral (
      select id as "jobId", status, submitted_at as "submittedAt", ended_at as "endedAt", error from refresh_job
      where schedule_id = s.id order by submitted_at desc limit 10
    ) job order by job."submittedAt" desc`
  return Map.groupBy(rows, ({ scheduleId }) => scheduleId)
}
