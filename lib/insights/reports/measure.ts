import { lockMeasure } from '#lib/insights/measures/read.ts'
import { type Receipt, receive, refuseUnlessReportable, reportedEvaluation } from '#lib/insights/reports/receive.ts'
import type { MeasureReport } from '#lib/insights/reports/schema.ts'
import type { Access } from '#lib/instances/actor.ts'
import { recordEvaluation } from '#lib/triggers/record-evaluation.ts'

/** An external measure was evaluated. */
export const reportMeasure = (access: Access, name: string, report: MeasureReport): Promise<Receipt> =>
  receive(access, async tx => {
    const measure = await lockMeasure(tx, access.instance.id, name)
    refuseUnlessReportable(measure.displayName, {
      isExternal: measure.kind === 'external',
      isActive: measure.state === 'active',
    })
    const evaluatedAt = reportedEvaluation(report.evaluatedAt, measure.evaluatedAt)
    const evaluation = { value: report.value, evaluatedAt }
    const events = await recordEvaluation(tx, access.instance, { measureId: measure.id }, evaluation)
    return { subject: 'measure', subjectId: measure.id, body: report, events }
  })
