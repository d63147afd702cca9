import { readItem } from '#lib/data/read-item.ts'
import { odataContext } from '#lib/http/odata.ts'
import { inInstance, methods } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: inInstance({}, async ({ access, params }) => {
    const { entityName = '', itemId = '' } = params
    return {
      ...odataContext(access.instance.id, entityName, '/$entity'),
      ...(await readItem(access, entityName, itemId)),
    }
  }),
})
