import { z } from 'zod'
import { created } from '#lib/http/answer.ts'
import { inInstance, methods } from '#lib/http/route.ts'
import { historyQuery } from '#lib/insights/history.ts'
import { createMeasure } from '#lib/insights/measures/create.ts'
import { listMeasures } from '#lib/insights/measures/read.ts'
import { NewMeasure } from '#lib/insights/measures/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: z.object(historyQuery) }, ({ access, query }) => listMeasures(access, query)),
  POST: inInstance({ body: NewMeasure }, async ({ access, body }) => {
    const measure = await createMeasure(access, body)
    return created(measure, `/api/v1/instances/${access.instance.id}/manage/measures/${measure.name}`)
  }),
})
