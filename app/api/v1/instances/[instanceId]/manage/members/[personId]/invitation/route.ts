import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { invite } from '#lib/instances/invitation.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({}, async ({ access, params }) => invite(access, uuidParam(params, 'personId'))),
})
