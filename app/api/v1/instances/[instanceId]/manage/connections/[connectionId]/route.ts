import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { deleteConnection, getConnection, updateConnection } from '#lib/insights/connections/connections.ts'
import { ConnectionChange } from '#lib/insights/connections/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getConnection(access, uuidParam(params, 'connectionId'))),
  PATCH: inInstance({ body: ConnectionChange }, ({ access, params, body }) =>
    updateConnection(access, uuidParam(params, 'connectionId'), body),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await deleteConnection(access, uuidParam(params, 'connectionId'))
    return noContent()
  }),
})
