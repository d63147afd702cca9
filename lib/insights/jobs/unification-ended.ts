import type { Transaction } from '#lib/database/client.ts'
import { unificationCompleted } from '#lib/triggers/refresh-events.ts'
import type { ExecutionStatus, RefreshJob } from '#prisma/generated/client.ts'

const PHASES = ['map', 'match', 'merge']
const ENDED = ['failed', 'timedOut', 'aborted', 'skipped'] as const

/**
 * Publishes unification-refresh-completed in the transaction that ends merge, however it ends: the gravest of what became
 * of map, match and merge. `counts` are there where it succeeded.
 */
export async function unificationEnded(
  tx: Transaction,
  instance: { id: string; name: string },
  job: RefreshJob,
  counts?: { customers: number; sourceRecords: number },
) {
  const tasks = await tx.refreshTask.findMany({ where: { jobId: job.id, operationType: { in: PHASES } } })
  const statuses: ExecutionStatus[] = tasks.map(({ status }) => status)
  const begun = tasks.flatMap(({ startedAt }) => startedAt ?? [])
  await unificationCompleted(tx, instance, {
    status: counts ? 'successful' : (ENDED.find(status => statuses.includes(status)) ?? 'skipped'),
    submissionKind: job.submission,
    startedAt: begun.reduce(
      (first, time) => (time < first ? time : first),
      begun[0] ?? job.startedAt ?? job.submittedAt,
    ),
    endedAt: new Date(),
    profiles: counts?.customers,
    sourceRecords: counts?.sourceRecords,
    jobId: job.id,
  })
}
