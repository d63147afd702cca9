import { inInstance, methods } from '#lib/http/route.ts'
import { setMeasureState } from '#lib/insights/measures/update.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: inInstance({}, ({ access, params }) => setMeasureState(access, params.measureName ?? '', 'inactive')),
})
