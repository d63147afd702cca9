import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { createKey, listKeys } from '#lib/keys/keys.ts'
import { NewKey } from '#lib/keys/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access }) => listKeys(access)),
  POST: inInstance({ body: NewKey }, async ({ access, body }) => {
    const key = await createKey(access, body)
    return created(key, `/api/v1/instances/${access.instance.id}/manage/keys/${key.keyId}`)
  }),
})
