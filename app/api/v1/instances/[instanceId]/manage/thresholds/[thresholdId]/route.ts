import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { ThresholdChange } from '#lib/triggers/threshold-schema.ts'
import { changeThreshold, getThreshold, removeThreshold } from '#lib/triggers/thresholds.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getThreshold(access, uuidParam(params, 'thresholdId'))),
  PATCH: inInstance({ body: ThresholdChange }, ({ access, params, body }) =>
    changeThreshold(access, uuidParam(params, 'thresholdId'), body),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await removeThreshold(access, uuidParam(params, 'thresholdId'))
    return noContent()
  }),
})
