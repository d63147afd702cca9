import { z } from 'zod'
import { testCallback } from '#lib/destinations/test-callback.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'

const TestEvent = z.object({ notificationUrl: z.string().min(1) })

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: TestEvent }, ({ access, params, body }) =>
    testCallback(access, uuidParam(params, 'destinationId'), body.notificationUrl),
  ),
})
