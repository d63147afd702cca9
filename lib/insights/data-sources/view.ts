import { shownCredentials, unsealCredentials } from '#lib/insights/data-sources/credentials.ts'
import type { DataSource } from '#prisma/generated/client.ts'

/** A data source as the API shows it (contract §3). `lastRefresh` is the end of the last refresh, however it ended. */
export const dataSourceView = (source: DataSource) => ({
  dataSourceId: source.id,
  name: source.name,
  friendlyName: source.friendlyName,
  kind: source.kind,
  format: source.format,
  path: source.path,
  pattern: source.pattern,
  /** Its query, which may hold a signature, is not shown. */
  url: source.url,
  credentials: source.credentials && shownCredentials(unsealCredentials(source.credentials)),
  /** Whether it reads an uploaded file. */
  uploaded: source.upload !== null,
  entityName: source.entityName,
  primaryKey: source.primaryKey,
  incremental: source.watermark === null ? null : { watermark: source.watermark },
  connectionId: source.connectionId,
  table: source.tableName,
  query: source.query,
  freshness:
    source.freshness && source.maxAgeHours ? { column: source.freshness, maxAgeHours: source.maxAgeHours } : null,
  isActive: source.isActive,
  refreshState: source.refreshState,
  lastRefresh: source.lastRefresh?.toISOString() ?? null,
  rows: source.rows,
  error: source.error,
})

export type DataSourceView = ReturnType<typeof dataSourceView>
