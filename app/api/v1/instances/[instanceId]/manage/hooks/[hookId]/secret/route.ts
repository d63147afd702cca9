import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { rotateSecret } from '#lib/subscriptions/manage.ts'
import { SecretRotation } from '#lib/subscriptions/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: SecretRotation }, ({ access, params, body }) =>
    rotateSecret(access, uuidParam(params, 'hookId'), body.overlapHours),
  ),
})
