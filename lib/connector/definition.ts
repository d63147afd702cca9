import { actionPaths } from '#lib/connector/action-paths.ts'
import { listPaths } from '#lib/connector/list-paths.ts'
import type { Json } from '#lib/connector/parts.ts'
import { triggerPaths } from '#lib/connector/trigger-paths.ts'

/**
 * The Swagger 2.0 definition of a custom connector with an API key, made from the trigger catalogue.
 * Custom connectors take no OpenAPI 3; one operation has one response with a schema, and callbacks are the path's.
 * @param appUrl the deployment's public base URL
 */
export function definition(appUrl: string): Json {
  const { host, protocol } = new URL(appUrl)
  return {
    swagger: '2.0',
    info: {
      title: 'Highwater',
      version: '1.0.0',
      description:
        'Listens to changes in customer data: refreshes that end, segments and measures that rise above a threshold. Reads the items of entities.',
      contact: { name: 'Highwater', url: appUrl },
    },
    host,
    basePath: '/api/v1',
    schemes: [protocol.slice(0, -1)],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: { ...triggerPaths(), ...actionPaths(), ...listPaths() },
    securityDefinitions: { api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } },
    security: [{ api_key: [] }],
    'x-ms-capabilities': { testConnection: { operationId: 'ListEnvironments', parameters: {} } },
    'x-ms-connector-metadata': [
      { propertyName: 'Website', propertyValue: appUrl },
      // Where the data privacy terms stand that the administrator agreed to.
      { propertyName: 'Privacy policy', propertyValue: `${appUrl}/admin/export-destinations` },
      { propertyName: 'Categories', propertyValue: 'Data;Marketing' },
    ],
  }
}
