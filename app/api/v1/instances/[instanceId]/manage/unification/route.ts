import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { deleteUnification } from '#lib/insights/unification/delete.ts'
import { putUnification } from '#lib/insights/unification/put.ts'
import { getUnification } from '#lib/insights/unification/read.ts'
import { UnificationDefinition } from '#lib/insights/unification/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => getUnification(access)),
  PUT: inInstance({ body: UnificationDefinition }, ({ access, body }) => putUnification(access, body)),
  DELETE: inInstance({}, async ({ access }) => {
    await deleteUnification(access)
    return noContent()
  }),
})
