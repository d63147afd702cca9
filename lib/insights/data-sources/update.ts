import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { Unprocessable } from '#lib/errors.ts'
import { dropFolderPath } from '#lib/insights/data-sources/path.ts'
import { lockDataSource } from '#lib/insights/data-sources/read.ts'
import type { DataSourceChange } from '#lib/insights/data-sources/schema.ts'
import { type DataSourceView, dataSourceView } from '#lib/insights/data-sources/view.ts'
import { refuseChange } from '#lib/insights/fixed.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit, permitDeployment } from '#lib/instances/permissions.ts'

/** Changes a data source; nothing is refreshed. A new path takes the place of an uploaded file. */
export async function updateDataSource(
  access: Access,
  dataSourceId: string,
  input: DataSourceChange,
): Promise<DataSourceView> {
  permit(access, 'datasources.write')
  return transaction(async tx => {
    const before = await lockDataSource(tx, access.instance.id, dataSourceId)
    const { name, kind, entityName, path, primaryKey, ...change } = input
    refuseChange(before, { name, kind, entityName })
    if (before.kind !== 'file' && (path || primaryKey)) {
      throw new Unprocessable('An external data source has no file: it is refreshed elsewhere and reports here.')
    }
    const isNewPath = path !== undefined && path !== before.path
    if (isNewPath && path) {
      permitDeployment(access.actor)
      await dropFolderPath(path)
    }
    const file = isNewPath ? { path, upload: null } : {}
    const after = await tx.dataSource.update({ where: { id: dataSourceId }, data: { ...change, primaryKey, ...file } })
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
