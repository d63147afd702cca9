import { accepted } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { reportMeasure } from '#lib/insights/reports/measure.ts'
import { MeasureReport } from '#lib/insights/reports/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({ body: MeasureReport }, async ({ access, params, body }) =>
    accepted(await reportMeasure(access, params.measureName ?? '', body)),
  ),
})
