import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { createSchedule, listSchedules } from '#lib/insights/schedules/schedules.ts'
import { NewSchedule } from '#lib/insights/schedules/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => listSchedules(access)),
  POST: inInstance({ body: NewSchedule }, async ({ access, body }) => {
    const schedule = await createSchedule(access, body)
    return created(schedule, `/api/v1/instances/${access.instance.id}/workflows/main/schedules/${schedule.scheduleId}`)
  }),
})
