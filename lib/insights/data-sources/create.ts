import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { isUniqueViolation, transaction } from '#lib/database/client.ts'
import { NameTaken } from '#lib/errors.ts'
import { dropFolderPath } from '#lib/insights/data-sources/path.ts'
import type { NewDataSource } from '#lib/insights/data-sources/schema.ts'
import { type DataSourceView, dataSourceView } from '#lib/insights/data-sources/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit, permitDeployment } from '#lib/instances/permissions.ts'

/** Adds a data source; nothing is refreshed. @throws NameTaken, Forbidden or Unprocessable for its path */
export async function createDataSource(access: Access, input: NewDataSource): Promise<DataSourceView> {
  permit(access, 'datasources.write')
  if (input.kind === 'file' && input.path) {
    permitDeployment(access.actor)
    await dropFolderPath(input.path)
  }
  try {
    return await transaction(async tx => {
      const created = await tx.dataSource.create({
        data: { ...input, friendlyName: input.friendlyName ?? input.name, instanceId: access.instance.id },
      })
      const view = dataSourceView(created)
      await record(tx, access.actor, {
        action: 'dataSource.create',
        instanceId: access.instance.id,
        objectType: 'dataSource',
        objectId: created.id,
        after: view,
      })
      await changed(tx, access.instance.id, 'datasources')
      return view
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const entity = input.kind === 'file' ? `, or another one fills the entity ${input.entityName}` : ''
    throw new NameTaken(`There is a data source named ${input.name} already${entity}.`)
  }
}
