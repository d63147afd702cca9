export type Schema = {
  type?: string
  format?: string
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  enum?: unknown[]
  description?: string
  'x-ms-summary'?: string
  'x-ms-visibility'?: string
  'x-ms-notification-url'?: boolean
  'x-ms-enum-values'?: { value: unknown; displayName: string }[]
  'x-ms-dynamic-values'?: Dynamic<{ parameter: string }>
  'x-ms-dynamic-list'?: Dynamic<{ parameterReference: string }>
  'x-ms-dynamic-schema'?: Dynamic<{ parameter: string }>
  'x-ms-dynamic-properties'?: Dynamic<{ parameterReference: string }>
}
type Dynamic<Reference> = {
  operationId: string
  parameters: Record<string, Reference>
  'value-path'?: string
  'value-title'?: string
  itemValuePath?: string
  itemTitlePath?: string
}
type Parameter = Schema & {
  name: string
  in: string
  schema?: Schema
  required?: boolean
  'x-ms-url-encoding'?: string
}
export type Operation = {
  operationId: string
  summary: string
  description: string
  parameters: Parameter[]
  responses: Record<string, { description: string; schema?: Schema; headers?: Record<string, unknown> }>
  'x-ms-trigger'?: string
  'x-ms-trigger-hint'?: string
  'x-ms-visibility'?: string
  'x-ms-pageable'?: unknown
}
type Path = Record<'get' | 'post' | 'delete', Operation> & { 'x-ms-notification-content'?: { schema: Schema } }

export type Definition = {
  info: Record<string, string>
  host: string
  basePath: string
  schemes: string[]
  paths: Record<string, Path>
  'x-ms-connector-metadata': { propertyName: string; propertyValue: string }[]
  'x-ms-capabilities': { testConnection: { operationId: string } }
}

/** A schema and everything inside it, with the path to each. */
export function inside(schema: Schema, path: string): [string, Schema][] {
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => inside(member, `${path}/${name}`))
  return [[path, schema], ...members, ...(schema.items ? inside(schema.items, `${path}/*`) : [])]
}

/** The connector definition taken apart, as designers and the tests of its rules read it. */
export function takeApart(document: Definition) {
  const paths = Object.entries(document.paths)
  const operations = paths.flatMap(([path, item]) =>
    (['get', 'post', 'delete'] as const)
      .filter(method => item[method])
      .map(method => ({ path, method, item, operation: item[method] })),
  )
  const named = operations.map(entry => [entry.operation.operationId, entry] as const)
  const parameters = named.flatMap(([id, { operation }]) =>
    operation.parameters.map(parameter => [`${id} ${parameter.name}`, { operation, parameter }] as const),
  )
  const schemas = [
    ...parameters.flatMap(([name, { parameter }]) => (parameter.schema ? inside(parameter.schema, name) : [])),
    ...paths.flatMap(([path, item]) =>
      item['x-ms-notification-content']
        ? inside(item['x-ms-notification-content'].schema, `notification ${path.split('/').at(-1)}`)
        : [],
    ),
    ...named.flatMap(([id, { operation }]) =>
      Object.values(operation.responses).flatMap(({ schema }) => (schema ? inside(schema, `${id} answer`) : [])),
    ),
  ]
  return {
    document,
    paths,
    operations,
    named,
    byId: new Map(named),
    triggers: named.filter(([, { operation }]) => operation['x-ms-trigger']),
    parameters,
    schemas,
    members: schemas.filter(([path]) => path.includes('/') && !path.endsWith('*')),
  }
}

export const isSentence = (text: string | undefined) => /^[A-Z].*[.]$/.test(text ?? '')
export const isTitleCase = (text: string) =>
  text.split(' ').every(word => /^[A-Z]/.test(word) || ['on', 'of', 'by'].includes(word))
