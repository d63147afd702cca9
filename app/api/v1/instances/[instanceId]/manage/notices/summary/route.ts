import { inInstance, methods } from '#lib/http/route.ts'
import { countUnread } from '#lib/notices/notices.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access }) => ({ unread: await countUnread(access) })),
})
