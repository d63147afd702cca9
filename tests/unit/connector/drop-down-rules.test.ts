import { expect, test } from 'vitest'
import { definition } from '#lib/connector/definition.ts'
import { properties } from '#lib/connector/properties.ts'
import { type Definition, inside, type Schema, takeApart } from '#tests/support/swagger.ts'

const {
  byId,
  named,
  operations,
  parameters,
  document: swagger,
} = takeApart(definition('https://highwater.example.com') as Definition)

const places = [
  ...parameters.map(([name, { operation, parameter }]) => [name, operation, parameter as Schema] as const),
  ...named.flatMap(([id, { operation }]) =>
    [
      ...operation.parameters.map(({ schema }) => schema),
      ...Object.values(operation.responses).map(({ schema }) => schema),
    ].flatMap(schema => (schema ? inside(schema, id) : []).map(([path, part]) => [path, operation, part] as const)),
  ),
].filter(([, , part]) => Object.keys(part).some(key => key.startsWith('x-ms-dynamic-')))

test('there are drop-downs for environment, data source, segment, measure and entity', () => {
  const lists = new Set(places.map(([, , part]) => part['x-ms-dynamic-list']?.operationId).filter(Boolean))
  expect([...lists].sort()).toEqual([
    'GetEntities',
    'ListDataSources',
    'ListEnvironments',
    'ListMeasures',
    'ListSegments',
  ])
})

test.each(places)(
  '%s asks an operation that exists, with all that it needs, in both forms',
  (_name, operation, part) => {
    const older = part['x-ms-dynamic-values'] ?? part['x-ms-dynamic-schema']
    const newer = part['x-ms-dynamic-list'] ?? part['x-ms-dynamic-properties']
    if (!older || !newer) throw new Error('one form is missing')
    expect(newer.operationId).toBe(older.operationId)
    expect([newer.itemValuePath, newer.itemTitlePath]).toEqual([older['value-path'], older['value-title']])

    const target = byId.get(older.operationId)?.operation
    const needs = target?.parameters.filter(({ required }) => required).map(({ name }) => name)
    expect(Object.keys(older.parameters)).toEqual(needs)
    expect(Object.keys(newer.parameters)).toEqual(needs)
    const known = operation.parameters.map(({ name }) => name)
    for (const { parameter } of Object.values(older.parameters)) expect(known).toContain(parameter)
    for (const { parameterReference } of Object.values(newer.parameters)) expect(known).toContain(parameterReference)

    const answer = target?.responses['200']?.schema
    const members = (answer?.type === 'array' ? answer.items : answer)?.properties ?? {}
    for (const path of [older['value-path'], older['value-title']].filter(Boolean))
      expect(members).toHaveProperty([path ?? ''])
  },
)

test('a connection is tested by an operation that needs nothing', () => {
  const target = byId.get(swagger['x-ms-capabilities'].testConnection.operationId)?.operation
  expect(target?.parameters).toEqual([])
})

test('pages are followed through the gateway', () => {
  const paged = operations
    .filter(({ operation }) => operation['x-ms-pageable'])
    .map(({ operation }) => operation.operationId)
  const policies = (
    properties() as { properties: { policyTemplateInstances: { parameters: Record<string, unknown> }[] } }
  ).properties.policyTemplateInstances
  expect(policies.map(policy => policy.parameters['x-ms-apimTemplate-operationName'])).toEqual([paged])
})
