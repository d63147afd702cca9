import { inInstance, methods } from '#lib/http/route.ts'
import { readInstance, renameInstance } from '#lib/instances/instances.ts'
import { InstanceName } from '#lib/instances/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access }) => readInstance(access)),
  PATCH: inInstance({ body: InstanceName }, async ({ access, body }) => renameInstance(access, body)),
})
