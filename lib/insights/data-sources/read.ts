import { database, type Transaction } from '#lib/database/client.ts'
import { NotFound } from '#lib/errors.ts'
import { type DataSourceView, dataSourceView } from '#lib/insights/data-sources/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'
import type { DataSource } from '#prisma/generated/client.ts'

export async function listDataSources(access: Access): Promise<DataSourceView[]> {
  permit(access, 'datasources.read')
  const sources = await database().dataSource.findMany({
    where: { instanceId: access.instance.id },
    orderBy: { name: 'asc' },
  })
  return sources.map(dataSourceView)
}

/** @throws NotFound */
export async function getDataSource(access: Access, dataSourceId: string): Promise<DataSourceView> {
  permit(access, 'datasources.read')
  return dataSourceView(await findDataSource(database(), access.instance.id, dataSourceId))
}

/** Reads a data source and holds its row until the transaction ends. @throws NotFound */
export async function lockDataSource(tx: Transaction, instanceId: string, dataSourceId: string): Promise<DataSource> {
  await tx.$executeRaw`
    select id from data_source where id = ${dataSourceId}::uuid and instance_id = ${instanceId}::uuid for update`
  return findDataSource(tx, instanceId, dataSourceId)
}

/** @throws NotFound */
export async function findDataSource(tx: Transaction, instanceId: string, dataSourceId: string): Promise<DataSource> {
  const source = await tx.dataSource.findFirst({ where: { id: dataSourceId, instanceId } })
  if (!source) throw new NotFound(`There is no data source ${dataSourceId} in this environment.`)
  return source
}
