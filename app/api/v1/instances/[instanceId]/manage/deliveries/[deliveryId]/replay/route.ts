import { replayDelivery } from '#lib/deliveries/deliveries.ts'
import { accepted } from '#lib/http/answer.ts'
import { inInstance, methods, uuidParam } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: inInstance({}, async ({ access, params }) => {
    const id = uuidParam(params, 'deliveryId')
    await replayDelivery(access, id)
    return accepted({ id })
  }),
})
