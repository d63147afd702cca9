import { getEvent } from '#lib/events/events.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getEvent(access, uuidParam(params, 'eventId'))),
})
