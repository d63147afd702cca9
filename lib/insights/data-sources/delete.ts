import { rm } from 'node:fs/promises'
import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { transaction } from '#lib/database/client.ts'
import { lockDataSource } from '#lib/insights/data-sources/read.ts'
import { dataSourceView } from '#lib/insights/data-sources/view.ts'
import { uploadFolder } from '#lib/insights/folders.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Removes a data source with its entity and its files. Segments and measures over the entity stay and fail, visibly. */
export async function deleteDataSource(access: Access, dataSourceId: string) {
  permit(access, 'datasources.write')
  await transaction(async tx => {
    const source = await lockDataSource(tx, access.instance.id, dataSourceId)
    await tx.dataSource.delete({ where: { id: dataSourceId } })
    await record(tx, access.actor, {
      action: 'dataSource.delete',
      instanceId: access.instance.id,
      objectType: 'dataSource',
      objectId: dataSourceId,
      before: dataSourceView(source),
    })
    await changed(tx, access.instance.id, 'datasources', 'entities')
  })
  await rm(uploadFolder(access.instance.id, dataSourceId), { recursive: true, force: true })
}
