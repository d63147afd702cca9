import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { deleteDataSource } from '#lib/insights/data-sources/delete.ts'
import { getDataSource } from '#lib/insights/data-sources/read.ts'
import { DataSourceChange } from '#lib/insights/data-sources/schema.ts'
import { updateDataSource } from '#lib/insights/data-sources/update.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getDataSource(access, uuidParam(params, 'dataSourceId'))),
  PATCH: inInstance({ body: DataSourceChange }, ({ access, params, body }) =>
    updateDataSource(access, uuidParam(params, 'dataSourceId'), body),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await deleteDataSource(access, uuidParam(params, 'dataSourceId'))
    return noContent()
  }),
})
