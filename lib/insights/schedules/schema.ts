import { z } from 'zod'
import { LIVE_OPERATIONS } from '#lib/insights/jobs/schema.ts'
import { cronOf, parseCron } from '#lib/insights/schedules/cron.ts'
import { isTimeZone } from '#lib/insights/schedules/next-run.ts'

const Cron = z
  .string()
  .max(100)
  .transform((cron, context) => {
    const time = parseCron(cron)
    if (time) return cronOf(time)
    context.addIssue({ code: 'custom', message: 'must be minute, hour, *, * and days, such as 30 2 * * 1-5' })
    return z.NEVER
  })

export const NewSchedule = z.object({
  operationType: z.enum(LIVE_OPERATIONS).default('all'),
  identifiers: z.array(z.string().trim().min(1).max(200)).max(1000).default([]),
  isActive: z.boolean().default(true),
  timezoneId: z.string().max(100).refine(isTimeZone, 'must be the name of a time zone, such as Europe/Amsterdam'),
  cronSchedules: z.array(Cron).min(1).max(4),
})
export type NewSchedule = z.infer<typeof NewSchedule>
