import type { Task } from '#lib/housekeeping/task.ts'
import { runDueSchedules } from '#lib/insights/schedules/run-due.ts'

/** pg-boss is the clock: every minute one worker starts the refreshes that are due. */
export const SCHEDULED_REFRESHES: Task = { name: 'refresh-schedules', cron: '* * * * *', run: runDueSchedules }
