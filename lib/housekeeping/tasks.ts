import type { Task } from '#lib/housekeeping/task.ts'
import { mailNotices } from '#lib/notices/mail/task.ts'
import { retention } from '#lib/retention/task.ts'

/** All that is looked after. */
export const TASKS: Task[] = [mailNotices, retention]
