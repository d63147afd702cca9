import { createDestination, listDestinations } from '#lib/destinations/destinations.ts'
import { NewDestination } from '#lib/destinations/schema.ts'
import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access }) => listDestinations(access)),
  POST: inInstance({ body: NewDestination }, async ({ access, body }) => {
    const destination = await createDestination(access, body)
    const { destinationId } = destination
    return created(destination, `/api/v1/instances/${access.instance.id}/manage/destinations/${destinationId}`)
  }),
})
