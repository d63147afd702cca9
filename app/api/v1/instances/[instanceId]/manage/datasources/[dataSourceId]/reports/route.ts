import { accepted } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { reportDataSource } from '#lib/insights/reports/data-source.ts'
import { DataSourceReport } from '#lib/insights/reports/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: DataSourceReport }, async ({ access, params, body }) =>
    accepted(await reportDataSource(access, uuidParam(params, 'dataSourceId'), body)),
  ),
})
