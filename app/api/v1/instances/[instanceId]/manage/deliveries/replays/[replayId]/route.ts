import { getReplay, setReplayStatus } from '#lib/deliveries/replays/replays.ts'
import { ReplayChange } from '#lib/deliveries/replays/schema.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getReplay(access, uuidParam(params, 'replayId'))),
  PATCH: inInstance({ body: ReplayChange }, ({ access, params, body }) =>
    setReplayStatus(access, uuidParam(params, 'replayId'), body.status),
  ),
})
