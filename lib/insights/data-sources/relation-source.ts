import { IngestionError, type RelationSource } from '#lib/insights/port.ts'
import type { DataSource } from '#prisma/generated/client.ts'

type Related = Pick<DataSource, 'connectionId' | 'tableName' | 'query' | 'primaryKey' | 'freshness' | 'maxAgeHours'>

/** What a data source of kind sql watches. @throws IngestionError where it has no connection */
export function relationSource(source: Related): RelationSource {
  const { connectionId, tableName, query, primaryKey, freshness, maxAgeHours } = source
  if (!connectionId) throw new IngestionError('It has no connection any more: choose one.')
  return {
    connectionId,
    ...(tableName !== null && { table: tableName }),
    ...(query !== null && { query }),
    ...(primaryKey !== null && { primaryKey }),
    ...(freshness !== null && maxAgeHours !== null && { freshness: { column: freshness, maxAgeHours } }),
  }
}
