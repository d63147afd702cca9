import { accepted } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { sendTest } from '#lib/subscriptions/manage.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({}, async ({ access, params }) => {
    const eventId = await sendTest(access, uuidParam(params, 'hookId'))
    return accepted({ id: eventId, events: [eventId] })
  }),
})
