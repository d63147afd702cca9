import { inInstance, methods } from '#lib/http/route.ts'
import { getEntity } from '#lib/insights/entities/read.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getEntity(access, params.entityName ?? '')),
})
