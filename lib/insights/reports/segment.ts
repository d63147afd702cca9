import { type Receipt, receive, refuseUnlessReportable, reportedEvaluation } from '#lib/insights/reports/receive.ts'
import type { SegmentReport } from '#lib/insights/reports/schema.ts'
import { lockSegment } from '#lib/insights/segments/read.ts'
import type { Access } from '#lib/instances/actor.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'

/** An external segment was evaluated. */
export const reportSegment = (access: Access, name: string, report: SegmentReport): Promise<Receipt> =>
  receive(access, async tx => {
    const segment = await lockSegment(tx, access.instance.id, name)
    refuseUnlessReportable(segment.friendlyName, {
      isExternal: segment.kind === 'external',
      isActive: segment.state === 'active',
    })
    const evaluatedAt = reportedEvaluation(report.evaluatedAt, segment.evaluatedAt)
    const evaluation = { value: report.memberCount, evaluatedAt }
    const events = await recordEvaluation(tx, access.instance, { segmentId: segment.id }, evaluation)
    return { subject: 'segment', subjectId: segment.id, body: report, events }
  })
