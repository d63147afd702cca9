import type { Task } from '#lib/housekeeping/task.ts'
import { sendDueNotices } from '#lib/notices/mail/send-due.ts'

export const mailNotices: Task = { name: 'notice-mail', cron: '* * * * *', run: ({ stop }) => sendDueNotices(stop) }
