import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { revokeKey } from '#lib/keys/keys.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: inInstance({}, async ({ access, params }) => {
    await revokeKey(access, uuidParam(params, 'keyId'))
    return noContent()
  }),
})
