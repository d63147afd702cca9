import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { markRead } from '#lib/notices/notices.ts'
import { ReadNotices } from '#lib/notices/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: ReadNotices }, async ({ access, body }) => {
    await markRead(access, body)
    return noContent()
  }),
})
