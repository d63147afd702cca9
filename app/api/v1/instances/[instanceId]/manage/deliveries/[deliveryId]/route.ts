import { getDelivery } from '#lib/deliveries/deliveries.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, ({ access, params }) => getDelivery(access, uuidParam(params, 'deliveryId'))),
})
