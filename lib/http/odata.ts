import { config } from '#lib/config.ts'

/** The `@odata.context` of items of an entity: all of them as a list, or one. */
export const odataContext = (instanceId: string, entityName: string, one: '' | '/$entity' = '') => ({
  '@odata.context': `${config().appUrl}/api/v1/instances/${instanceId}/data/$metadata#${entityName}${one}`,
})
