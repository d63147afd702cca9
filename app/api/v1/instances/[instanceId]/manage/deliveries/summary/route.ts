import { deliverySummary } from '#lib/deliveries/summary.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access }) => deliverySummary(access)),
})
