import { z } from 'zod'
import { noContent } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { historyQuery } from '#lib/insights/history.ts'
import { deleteMeasure } from '#lib/insights/measures/delete.ts'
import { getMeasure } from '#lib/insights/measures/read.ts'
import { MeasureDefinition } from '#lib/insights/measures/schema.ts'
import { updateMeasure } from '#lib/insights/measures/update.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(historyQuery) }, ({ access, params, query }) =>
    getMeasure(access, params.measureName ?? '', query),
  ),
  PUT: inInstance({ body: MeasureDefinition }, ({ access, params, body }) =>
    updateMeasure(access, params.measureName ?? '', body),
  ),
  DELETE: inInstance({}, async ({ access, params }) => {
    await deleteMeasure(access, params.measureName ?? '')
    return noContent()
  }),
})
