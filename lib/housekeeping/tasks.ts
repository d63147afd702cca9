import type { Task } from '#lib/housekeeping/task.ts'
import { SCHEDULED_REFRESHES } from '#lib/insights/schedules/task.ts'
import { mailNotices } from '#lib/notices/mail/task.ts'
import { retention } from '#lib/retention/task.ts'
import { CARE } from '#lib/subscriptions/care.ts'
import { CATCH_UP } from '#lib/subscriptions/sort-kept.ts'

/** All that is looked after. */
export const TASKS: Task[] = [CATCH_UP, CARE, mailNotices, retention, SCHEDULED_REFRESHES]
