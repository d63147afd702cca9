import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { NewThreshold } from '#lib/triggers/threshold-schema.ts'
import { createThreshold, listThresholds } from '#lib/triggers/thresholds.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => listThresholds(access)),
  POST: inInstance({ body: NewThreshold }, async ({ access, body }) => {
    const threshold = await createThreshold(access, body)
    return created(threshold, `/api/v1/instances/${access.instance.id}/manage/thresholds/${threshold.thresholdId}`)
  }),
})
