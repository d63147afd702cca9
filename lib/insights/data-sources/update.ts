import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { sourceColumns } from '#lib/insights/data-sources/columns.ts'
import { lockDataSource } from '#lib/insights/data-sources/read.ts'
import type { DataSourceChange } from '#lib/insights/data-sources/schema.ts'
import { checkSourceUrl } from '#lib/insights/data-sources/url.ts'
import { type DataSourceView, dataSourceView } from '#lib/insights/data-sources/view.ts'
import { refuseChange } from '#lib/insights/fixed.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Changes a data source; nothing is refreshed. A new place to read from takes that of the one before. */
export async function updateDataSource(
  access: Access,
  dataSourceId: string,
  input: DataSourceChange,
): Promise<DataSourceView> {
  permit(access, 'datasources.write')
  await checkSourceUrl(input.url)
  return transaction(async tx => {
    const before = await lockDataSource(tx, access.instance.id, dataSourceId)
    const { name, kind, entityName, friendlyName, isActive, ...definition } = input
    refuseChange(before, { name, kind, entityName })
    const columns = await sourceColumns(access, before.kind, definition, before)
    const data = { friendlyName, isActive, ...columns }
    const after = await tx.dataSource.update({ where: { id: dataSourceId }, data })
    await record(tx, access.actor, {
      action: 'dataSource.update',
      instanceId: access.instance.id,
      objectType: 'dataSource',
      objectId: dataSourceId,
      before: dataSourceView(before),
      after: dataSourceView(after),
    })
    await changed(tx, access.instance.id, 'datasources')
    return dataSourceView(after)
  })
}
