import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { rotateSecret } from '#lib/subscriptions/manage.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({}, async ({ access, params }) => ({
    secret: await rotateSecret(access, uuidParam(params, 'hookId')),
  })),
})
