import { inInstance, methods } from '#lib/http/route.ts'
import { listEntities } from '#lib/insights/entities/read.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => listEntities(access)),
})
