import { z } from 'zod'
import { listReplays, startReplay } from '#lib/deliveries/replays/replays.ts'
import { NewReplay } from '#lib/deliveries/replays/schema.ts'
import { accepted } from '#lib/http/answer.ts'
import { page, pageQuery, readCursor } from '#lib/http/page.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(pageQuery) }, async ({ access, query, request }) => {
    const after = readCursor(query.$skiptoken, z.uuid())
    const replays = await listReplays(access, { after, limit: query.$top + 1 })
    return page(request, replays, query.$top, ({ id }) => id)
  }),
  POST: inInstance({ body: NewReplay }, async ({ access, body }) => {
    const replay = await startReplay(access, body)
    return accepted(replay, `/api/v1/instances/${access.instance.id}/manage/deliveries/replays/${replay.id}`)
  }),
})
