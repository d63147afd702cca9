import { z } from 'zod'
import { coalesce } from '#lib/changes/coalesce.ts'
import { onChange } from '#lib/changes/listen.ts'
import type { Topic } from '#lib/changes/notify.ts'
import { eventStream } from '#lib/http/event-stream.ts'
import { methods, signedIn } from '#lib/http/route.ts'
import { accessTo } from '#lib/instances/access.ts'

const AT_MOST_EVERY_MS = 1000

/** Which kinds of things have changed in an instance, as they change: `{ "topic": "segments" }`, or `"all"`. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: signedIn({ query: z.object({ instanceId: z.uuid() }) }, async ({ actor, query, request }) => {
    const { instance } = await accessTo(actor, query.instanceId)
    return eventStream(request.signal, (send, end) => {
      const topics = coalesce<Topic | 'all'>(topic => send({ topic }), AT_MOST_EVERY_MS)
      const stop = onChange(change => {
        if (change === 'missed') return topics.pass('all')
        if (change.instanceId !== instance.id) return
        topics.pass(change.topic)
        // Whoever still has a role here comes back by itself.
        if (change.topic === 'members') end()
      })
      return () => {
        stop()
        topics.stop()
      }
    })
  }),
})
