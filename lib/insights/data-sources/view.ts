import type { DataSource } from '#prisma/generated/client.ts'

/** A data source as the API shows it (contract §3). `lastRefresh` is the end of the last refresh, however it ended. */
export const dataSourceView = (source: DataSource) => ({
  dataSourceId: source.id,
  name: source.name,
  friendlyName: source.friendlyName,
  kind: source.kind,
  path: source.path,
  /** Whether it reads an uploaded file. */
  uploaded: source.upload !== null,
  entityName: source.entityName,
  primaryKey: source.primaryKey,
  isActive: source.isActive,
  refreshState: source.refreshState,
  lastRefresh: source.lastRefresh?.toISOString() ?? null,
  rows: source.rows,
  error: source.error,
})

export type DataSourceView = ReturnType<typeof dataSourceView>
