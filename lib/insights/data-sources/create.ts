import { record } from '#lib/audit/record.ts'
import { changed } from '#lib/changes/notify.ts'
import { isUniqueViolation, transaction } from '#lib/database/client.ts'
import { NameTaken } from '#lib/errors.ts'
import { sourceColumns } from '#lib/insights/data-sources/columns.ts'
import type { NewDataSource } from '#lib/insights/data-sources/schema.ts'
import { checkSourceUrl } from '#lib/insights/data-sources/url.ts'
import { type DataSourceView, dataSourceView } from '#lib/insights/data-sources/view.ts'
import type { Access } from '#lib/instances/actor.ts'
import { permit } from '#lib/instances/permissions.ts'

/** Adds a data source; nothing is refreshed. @throws NameTaken, Forbidden or Unprocessable for what it reads */
export async function createDataSource(access: Access, input: NewDataSource): Promise<DataSourceView> {
  permit(access, 'datasources.write')
  const { name, kind, friendlyName = name, isActive, ...definition } = input
  const entityName = 'entityName' in input ? input.entityName : undefined
  if (input.kind === 'file') await checkSourceUrl(input.url)
  const columns = await sourceColumns(access, kind, definition)
  try {
    return await transaction(async tx => {
      const created = await tx.dataSource.create({
        data: { ...columns, name, kind, friendlyName, isActive, entityName, instanceId: access.instance.id },
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
    const entity = entityName ? `, or another one fills the entity ${entityName}` : ''
    throw new NameTaken(`There is a data source named ${input.name} already${entity}.`)
  }
}
