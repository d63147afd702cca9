import { entityParameter, getItems } from '#lib/connector/get-items.ts'
import { arrayOf } from '#lib/connector/list-paths.ts'
import { described, environmentParameter, type Json, responses } from '#lib/connector/parts.ts'

/** What a flow can do beside listening: read entities. */
export const actionPaths = (): Json => ({
  '/instances/{instanceId}/manage/entities': { get: getEntities },
  '/instances/{instanceId}/manage/entities/{entityName}': { get: getEntity },
  '/instances/{instanceId}/data/{entityName}': { get: getItems },
})

const getEntities: Json = {
  operationId: 'GetEntities',
  summary: 'Get entities',
  description: 'This operation gets the entities of an environment.',
  parameters: [environmentParameter],
  responses: responses({
    200: {
      description: 'The entities.',
      schema: arrayOf({ name: ['Entity Name', 'Unique name of the entity.'] }),
    },
  }),
}

const getEntity: Json = {
  operationId: 'GetEntity',
  summary: 'Get an entity',
  description: 'This operation gets the attributes of an entity.',
  'x-ms-visibility': 'internal',
  parameters: [environmentParameter, entityParameter],
  responses: responses({
    200: {
      description: 'The entity.',
      schema: {
        type: 'object',
        properties: {
          name: described({ type: 'string' }, 'Entity Name', 'Unique name of the entity.'),
          schema: described({ type: 'object' }, 'Item Schema', 'JSON schema of an item of the entity.'),
        },
      },
    },
  }),
}
