import type { Attribute, Table } from '#lib/insights/port.ts'
import { type DataSource, type Entity, Prisma } from '#prisma/generated/client.ts'

/** The entities of an instance by name, each as a Table, for a statement that reads more beside: one value, JSON. */
export const tablesOf = (instanceId: string) => Prisma.sql`
  select coalesce(jsonb_object_agg(entity.name, jsonb_strip_nulls(case when entity.file is not null
    then jsonb_build_object('file', entity.file, 'attributes', entity.attributes)
    else jsonb_build_object('connectionId', source.connection_id, 'table', source.table_name, 'query', source.query,
      'primaryKey', entity.primary_key, 'attributes', entity.attributes) end)), '{}')
  from entity left join data_source source on source.id = entity.data_source_id
  where entity.instance_id = ${instanceId}::uuid`

export type SourcedEntity = Entity & { dataSource: Pick<DataSource, 'connectionId' | 'tableName' | 'query'> | null }

/** The rows of an entity: its current version, or where its source has them. */
export function tableOf({ file, primaryKey, dataSource, ...entity }: SourcedEntity): Table {
  const attributes = entity.attributes as Attribute[]
  if (file !== null) return { file, attributes }
  if (!dataSource?.connectionId) throw new Error(`The entity ${entity.name} has neither a file nor a connection.`)
  const { connectionId, tableName, query } = dataSource
  return {
    connectionId,
    ...(tableName !== null && { table: tableName }),
    ...(query !== null && { query }),
    ...(primaryKey !== null && { primaryKey }),
    attributes,
  }
}
