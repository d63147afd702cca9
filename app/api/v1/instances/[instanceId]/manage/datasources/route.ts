import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { createDataSource } from '#lib/insights/data-sources/create.ts'
import { listDataSources } from '#lib/insights/data-sources/read.ts'
import { NewDataSource } from '#lib/insights/data-sources/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => listDataSources(access)),
  POST: inInstance({ body: NewDataSource }, async ({ access, body }) => {
    const source = await createDataSource(access, body)
    return created(source, `/api/v1/instances/${access.instance.id}/manage/datasources/${source.dataSourceId}`)
  }),
})
