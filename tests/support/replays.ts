import * as replayRoute from '#app/api/v1/instances/[instanceId]/manage/deliveries/replays/[replayId]/route.ts'
import * as previewRoute from '#app/api/v1/instances/[instanceId]/manage/deliveries/replays/preview/route.ts'
import * as replaysRoute from '#app/api/v1/instances/[instanceId]/manage/deliveries/replays/route.ts'
import { call } from '#tests/support/call.ts'

const base = (instanceId: string) => `/api/v1/instances/${instanceId}/manage/deliveries/replays`
type Headers = Record<string, string>

export const startReplay = (instanceId: string, json: unknown, headers?: Headers) =>
  call(replaysRoute, 'POST', base(instanceId), { params: { instanceId }, json, headers })

export const previewReplay = (instanceId: string, json: unknown, headers?: Headers) =>
  call(previewRoute, 'POST', `${base(instanceId)}/preview`, { params: { instanceId }, json, headers })

export const replays = (instanceId: string, query = '', headers?: Headers) =>
  call(replaysRoute, 'GET', base(instanceId) + query, { params: { instanceId }, headers })

export const replay = (instanceId: string, replayId: string, headers?: Headers) =>
  call(replayRoute, 'GET', `${base(instanceId)}/${replayId}`, { params: { instanceId, replayId }, headers })

export const changeReplay = (instanceId: string, replayId: string, status: string, headers?: Headers) =>
  call(replayRoute, 'PATCH', `${base(instanceId)}/${replayId}`, {
    params: { instanceId, replayId },
    json: { status },
    headers,
  })
