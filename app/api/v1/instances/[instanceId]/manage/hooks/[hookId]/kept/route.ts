import { inInstance, methods, uuidParam } from '#lib/http/route.ts'
import { previewKept } from '#lib/subscriptions/kept.ts'
import { CatchUpQuery } from '#lib/subscriptions/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({ query: CatchUpQuery }, ({ access, params, query }) =>
    previewKept(access, uuidParam(params, 'hookId'), query),
  ),
})
