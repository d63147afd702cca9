import { entityDropDown } from '#lib/connector/drop-downs.ts'
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

const entityParameter: Json = {
  name: 'entityName',
  in: 'path',
  required: true,
  type: 'string',
  'x-ms-summary': 'Entity',
  'x-ms-url-encoding': 'single',
  description: 'The entity to read.',
  ...entityDropDown,
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

const option = (name: string, type: Json, title: string, description: string): Json => ({
  name,
  in: 'query',
  required: false,
  ...described(type, title, description),
})

const getItems: Json = {
  operationId: 'GetItems',
  summary: 'Get items from an entity',
  description: 'This operation gets items from an entity, page by page.',
  'x-ms-pageable': { nextLinkName: '@odata.nextLink' },
  parameters: [
    environmentParameter,
    entityParameter,
    option(
      '$filter',
      { type: 'string' },
      'Filter Query',
      "An OData filter that the items must fit, such as state eq 'nsw' and postcode ne null.",
    ),
    option('$orderby', { type: 'string' }, 'Order By', 'Attributes to sort by, such as surname, given_name desc.'),
    option('$select', { type: 'string' }, 'Select Query', 'Attributes to return, separated by commas; all by default.'),
    option(
      '$top',
      { type: 'integer', format: 'int32', minimum: 1, maximum: 1000, default: 100 },
      'Top Count',
      'How many items a page has: 100 by default, 1,000 at most.',
    ),
    option(
      '$skip',
      { type: 'integer', format: 'int32', minimum: 0 },
      'Skip Count',
      'How many items to leave out first.',
    ),
  ],
  responses: responses({
    200: {
      description: 'A page of items.',
      schema: {
        type: 'object',
        properties: {
          value: {
            type: 'array',
            'x-ms-summary': 'Items',
            description: 'The items of this page.',
            items: {
              type: 'object',
              'x-ms-dynamic-schema': {
                operationId: 'GetEntity',
                parameters: { instanceId: { parameter: 'instanceId' }, entityName: { parameter: 'entityName' } },
                'value-path': 'schema',
              },
              'x-ms-dynamic-properties': {
                operationId: 'GetEntity',
                parameters: {
                  instanceId: { parameterReference: 'instanceId' },
                  entityName: { parameterReference: 'entityName' },
                },
                itemValuePath: 'schema',
              },
            },
          },
          '@odata.nextLink': described({ type: 'string' }, 'Next Link', 'Where the next page is, if there is one.'),
        },
      },
    },
  }),
}
