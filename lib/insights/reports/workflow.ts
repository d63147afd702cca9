import { type Receipt, receive, reportedTimes } from '#lib/insights/reports/receive.ts'
import type { WorkflowReport } from '#lib/insights/reports/schema.ts'
import type { Access } from '#lib/instances/actor.ts'
import { fullRefreshCompleted, unificationCompleted } from '#lib/triggers/refresh-events.ts'

/** A full refresh, or a unification, was completed elsewhere. */
export const reportWorkflow = (access: Access, report: WorkflowReport): Promise<Receipt> =>
  receive(access, async tx => {
    const { operationType, profiles, sourceRecords, ...refresh } = report
    const times = { ...reportedTimes(report), submissionKind: 'external' as const }
    const events =
      operationType === 'all'
        ? await fullRefreshCompleted(tx, access.instance, { ...refresh, ...times })
        : await unificationCompleted(tx, access.instance, { status: report.status, profiles, sourceRecords, ...times })
    return { subject: 'workflow', body: report, events }
  })
