import { entityDropDown } from '#lib/connector/drop-downs.ts'
import { COMMON_FAILURES, described, environmentParameter, type Json, responses } from '#lib/connector/parts.ts'

export const entityParameter: Json = {
  name: 'entityName',
  in: 'path',
  required: true,
  type: 'string',
  'x-ms-summary': 'Entity',
  'x-ms-url-encoding': 'single',
  description: 'The entity to read.',
  ...entityDropDown,
}

/** Only the service knows the attributes of an entity, so designers ask for them. */
const itemFields: Json = {
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
}

const pageOfItems: Json = {
  type: 'object',
  properties: {
    value: described({ type: 'array', items: { type: 'object', ...itemFields } }, 'Items', 'The items of this page.'),
    '@odata.nextLink': described({ type: 'string' }, 'Next Link', 'Where the next page is, if there is one.'),
  },
}

const option = (name: string, type: Json, title: string, description: string): Json => ({
  name,
  in: 'query',
  required: false,
  ...described(type, title, description),
})

export const getItems: Json = {
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
  responses: responses({ 200: { description: 'A page of items.', schema: pageOfItems } }, [...COMMON_FAILURES, 422]),
}
