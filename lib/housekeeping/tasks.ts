import type { Task } from '#lib/housekeeping/task.ts'

/** All that is looked after. */
export const TASKS: Task[] = []
