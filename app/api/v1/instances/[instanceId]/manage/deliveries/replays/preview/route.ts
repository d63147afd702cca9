import { previewReplay } from '#lib/deliveries/replays/replays.ts'
import { NewReplay } from '#lib/deliveries/replays/schema.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: NewReplay }, ({ access, body }) => previewReplay(access, body)),
})
