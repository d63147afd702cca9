import { expect, test } from 'vitest'
import { definition } from '#lib/connector/definition.ts'
import { type Definition, isSentence, takeApart } from '#tests/support/swagger.ts'

const { named, operations, schemas, triggers } = takeApart(definition('https://highwater.example.com') as Definition)

test('operation ids are unique and in PascalCase', () => {
  const ids = named.map(([id]) => id)
  expect(new Set(ids.map(id => id.toLowerCase())).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[A-Z][A-Za-z0-9]{0,79}$/)
})

test.each(named)(
  '%s has a summary in sentence case and a description that is a sentence of its own',
  (_id, { operation }) => {
    expect(operation.summary).toMatch(/^[A-Z][^/]{1,79}[a-z0-9)]$/)
    expect(operation.summary.slice(1)).toBe(operation.summary.slice(1).toLowerCase())
    expect(isSentence(operation.description), operation.description).toBe(true)
    expect(operation.description).toMatch(/^This operation /)
  },
)

test('no summary and no description of an operation is there twice', () => {
  for (const key of ['summary', 'description'] as const) {
    const texts = operations.map(({ operation }) => operation[key])
    expect(new Set(texts).size).toBe(texts.length)
  }
})

test.each(triggers)('%s is a webhook trigger as designers know it', (_id, { operation, method, item }) => {
  expect(method).toBe('post')
  expect(operation['x-ms-trigger']).toBe('single')
  expect(operation.summary).toMatch(/^When a /)
  expect(operation.description).toMatch(/^This operation triggers when /)
  expect(isSentence(operation['x-ms-trigger-hint'])).toBe(true)
  expect(item['x-ms-notification-content']?.schema.type).toBe('object')
  expect(operation.responses['201']?.headers).toHaveProperty('Location')
})

test.each(triggers)(
  '%s is given the callback URL by the designer, in one internal and required text',
  (_id, { operation }) => {
    const bodies = operation.parameters.filter(parameter => parameter.in === 'body')
    expect(bodies).toHaveLength(1)
    const [body] = bodies
    expect(body?.required).toBe(true)
    const marked = Object.entries(body?.schema?.properties ?? {}).filter(
      ([, member]) => member['x-ms-notification-url'],
    )
    expect(marked).toMatchObject([['notificationUrl', { type: 'string', 'x-ms-visibility': 'internal' }]])
    expect(body?.schema?.required).toContain('notificationUrl')
  },
)

test('a callback URL is marked nowhere else', () => {
  const marked = schemas.filter(([, schema]) => schema['x-ms-notification-url'])
  expect(marked).toHaveLength(triggers.length)
})

test('a flow can unsubscribe at the address it was given, and makers do not see that operation', () => {
  const { operation } = operations.find(({ method }) => method === 'delete') ?? {}
  expect(operation?.['x-ms-visibility']).toBe('internal')
  expect(Object.keys(operation?.responses ?? {})).toEqual(['204', '400', '503'])
})

test.each(named)('%s has its parameters written out, those of its path among them', (_id, { path, operation }) => {
  expect(Array.isArray(operation.parameters)).toBe(true)
  const inPath = operation.parameters.filter(parameter => parameter.in === 'path').map(({ name }) => name)
  expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort())
  const names = operation.parameters.map(({ name }) => name.toLowerCase())
  expect(new Set(names).size).toBe(names.length)
  expect(names).not.toContain('authorization')
  expect(names).not.toContain('connectionid')
})

test.each(named)('%s declares a success and failures, and one answer with a schema', (_id, { item, operation }) => {
  const { responses } = operation
  const withSchema = Object.keys(responses).filter(status => responses[status]?.schema)
  const hasContent = item['x-ms-notification-content'] !== undefined && operation['x-ms-trigger'] !== undefined
  const isEmpty = responses['204'] !== undefined
  expect(withSchema).toEqual(hasContent || isEmpty ? [] : ['200'])
  expect(Object.keys(responses).some(status => status.startsWith('2'))).toBe(true)
  expect(responses).not.toHaveProperty('default')
  for (const { description } of Object.values(responses)) expect(isSentence(description), description).toBe(true)
})
