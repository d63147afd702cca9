import { type Receipt, receive, reportedTimes } from '#lib/insights/reports/receive.ts'
import type { WorkflowReport } from '#lib/insights/reports/schema.ts'
import type { Access } from '#lib/instances/actor.ts'
import { fullRefreshCompleted } from '#lib/triggers/refresh-events.ts'

/**
 * A full refresh, or a unification, was completed elsewhere. A unification is written down and causes no event yet: its
 * trigger is not live.
 */
export const reportWorkflow = (access: Access, report: WorkflowReport): Promise<Receipt> =>
  receive(access, async tx => {
    const { operationType, ...refresh } = report
    const times = reportedTimes(report)
    const events =
      operationType === 'all'
        ? await fullRefreshCompleted(tx, access.instance, { ...refresh, ...times, submissionKind: 'external' })
        : []
    return { subject: 'workflow', body: report, events }
  })
