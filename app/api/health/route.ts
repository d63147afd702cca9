import { livingWorkers } from '#lib/deliveries/health.ts'
import { anonymous, methods } from '#lib/http/route.ts'

export const dynamic = 'force-dynamic'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: anonymous({}, async () => ({ status: 'ok', workers: await livingWorkers() })),
})
