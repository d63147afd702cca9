import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { getSchedule, removeSchedule, replaceSchedule } from '#lib/insights/schedules/schedules.ts'
import { NewSchedule } from '#lib/insights/schedules/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getSchedule(access, uuidParam(params, 'scheduleId'))),
  PUT: inInstance({ body: NewSchedule }, ({ access, params, body }) =>
    replaceSchedule(access, uuidParam(params, 'scheduleId'), body),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await removeSchedule(access, uuidParam(params, 'scheduleId'))
    return noContent()
  }),
})
