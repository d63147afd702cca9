import { described, environmentParameter, type Json, responses } from '#lib/connector/parts.ts'

/** The operations behind the drop-downs. Makers do not see them; designers call them. */
export const listPaths = (): Json => ({
  '/instances': {
    get: list('ListEnvironments', 'environments', [], {
      instanceId: ['Environment Id', 'Unique id of the environment.'],
      name: ['Environment Name', 'Name of the environment as people see it.'],
    }),
  },
  '/instances/{instanceId}/manage/datasources': {
    get: list('ListDataSources', 'data sources', [environmentParameter], {
      dataSourceId: ['Data Source Id', 'Unique id of the data source.'],
      friendlyName: ['Data Source Name', 'Name of the data source as people see it.'],
    }),
  },
  '/instances/{instanceId}/manage/segments': {
    get: list('ListSegments', 'segments', [environmentParameter], {
      name: ['Segment Name', 'Unique name of the segment.'],
      friendlyName: ['Segment Display Name', 'Name of the segment as people see it.'],
    }),
  },
  '/instances/{instanceId}/manage/measures': {
    get: list('ListMeasures', 'measures', [environmentParameter], {
      name: ['Measure Name', 'Unique name of the measure.'],
      displayName: ['Measure Display Name', 'Name of the measure as people see it.'],
    }),
  },
})

const list = (
  operationId: string,
  what: string,
  parameters: Json[],
  members: Record<string, [title: string, description: string]>,
): Json => ({
  operationId,
  summary: `List ${what}`,
  description: `This operation lists the ${what} that the connection may see.`,
  'x-ms-visibility': 'internal',
  parameters,
  responses: responses({ 200: { description: `The ${what}.`, schema: arrayOf(members) } }),
})

/** An array of objects with text members. */
export const arrayOf = (members: Record<string, [title: string, description: string]>): Json => ({
  type: 'array',
  items: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(members).map(([name, [title, description]]) => [
        name,
        described({ type: 'string' }, title, description),
      ]),
    ),
  },
})
