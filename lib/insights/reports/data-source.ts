import { changed } from '#lib/changes/notify.ts'
import { lockDataSource } from '#lib/insights/data-sources/read.ts'
import { type Receipt, receive, refuseUnlessReportable, reportedTimes } from '#lib/insights/reports/receive.ts'
import type { DataSourceReport } from '#lib/insights/reports/schema.ts'
import type { Access } from '#lib/instances/actor.ts'
import { dataSourceRefreshed } from '#lib/triggers/refresh-events.ts'

/** An external data source was refreshed, or failed to be. */
export const reportDataSource = (access: Access, dataSourceId: string, report: DataSourceReport): Promise<Receipt> =>
  receive(access, async tx => {
    const source = await lockDataSource(tx, access.instance.id, dataSourceId)
    refuseUnlessReportable(source.friendlyName, { isExternal: source.kind === 'external', isActive: source.isActive })
    const times = reportedTimes(report)
    const events = await dataSourceRefreshed(tx, access.instance, {
      dataSource: source,
      status: report.status,
      ...times,
      rows: report.rows,
      errorMessage: report.errorMessage,
      submissionKind: 'external',
    })
    const succeeded = report.status === 'successful'
    const outcome = succeeded ? 'updated' : 'updateFailed'
    await tx.dataSource.update({
      where: { id: source.id },
      data: {
        refreshState: outcome,
        lastOutcome: outcome,
        lastRefresh: times.endedAt,
        error: succeeded ? null : (report.errorMessage ?? 'It failed elsewhere, without a message.'),
        ...(succeeded && { rows: report.rows }),
      },
    })
    await changed(tx, access.instance.id, 'datasources')
    return { subject: 'dataSource', subjectId: source.id, body: report, events }
  })
