import { readDestination, removeDestination, renameDestination } from '#lib/destinations/destinations.ts'
import { DestinationChange } from '#lib/destinations/schema.ts'
import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access, params }) => readDestination(access, uuidParam(params, 'destinationId'))),
  PATCH: inInstance({ body: DestinationChange }, async ({ access, params, body }) =>
    renameDestination(access, uuidParam(params, 'destinationId'), body.displayName),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await removeDestination(access, uuidParam(params, 'destinationId'))
    return noContent()
  }),
})
