import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { createConnection, listConnections } from '#lib/insights/connections/connections.ts'
import { NewConnection } from '#lib/insights/connections/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => listConnections(access)),
  POST: inInstance({ body: NewConnection }, async ({ access, body }) => {
    const connection = await createConnection(access, body)
    return created(connection, `/api/v1/instances/${access.instance.id}/manage/connections/${connection.connectionId}`)
  }),
})
