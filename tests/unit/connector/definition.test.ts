import { expect, test } from 'vitest'
import { definition } from '#lib/connector/definition.ts'
import { TRIGGERS, type Trigger, triggerNames } from '#lib/triggers/catalogue.ts'
import { type Definition, takeApart } from '#tests/support/swagger.ts'

const { operations, paths, document: swagger } = takeApart(definition('https://highwater.example.com') as Definition)

test('the address of the deployment is where the connector calls', () => {
  const address = ({ host, basePath, schemes }: typeof swagger) => [schemes, host, basePath]
  expect(address(swagger)).toEqual([['https'], 'highwater.example.com', '/api/v1'])
  expect(address(definition('http://10.0.0.5:3000') as typeof swagger)).toEqual([['http'], '10.0.0.5:3000', '/api/v1'])
})

test('each trigger has its literal path', () => {
  const literal = (name: Trigger) => `/instances/{instanceId}/manage/hooks/${name}`
  for (const name of triggerNames) {
    const item = swagger.paths[literal(name)]
    expect(item?.post.operationId, name).toBe(TRIGGERS[name].operationId)
  }
})

test('the file is smaller than a megabyte and has few enough operations', () => {
  expect(JSON.stringify(swagger, null, 4).length).toBeLessThan(1_000_000)
  expect(operations.length).toBeLessThanOrEqual(256)
})

test('paths differ whatever the case and the names of their parameters', () => {
  const shapes = paths.map(([path]) => path.toLowerCase().replace(/\{[^}]*\}/g, '{}'))
  expect(new Set(shapes).size).toBe(shapes.length)
  for (const [path] of paths) expect(path).toMatch(/^\/[^?#*]*[^/]$/)
})

test('the connector presents itself as certification asks', () => {
  const { title = '', description = '' } = swagger.info
  expect(title).toMatch(/^[A-Z].{0,28}[A-Za-z0-9]$/)
  expect(`${title} ${description}`).not.toMatch(
    /\b(API|Connector|Power Automate|Power Apps|Logic Apps|Azure|Microsoft)\b/i,
  )
  expect(description.length).toBeGreaterThanOrEqual(30)
  expect(description.length).toBeLessThanOrEqual(500)
  const metadata = Object.fromEntries(
    swagger['x-ms-connector-metadata'].map(({ propertyName, propertyValue }) => [propertyName, propertyValue]),
  )
  expect(Object.keys(metadata)).toEqual(['Website', 'Privacy policy', 'Categories'])
  expect(metadata.Categories?.split(';').length).toBeLessThanOrEqual(2)
})

test('nothing of OpenAPI 3 and nothing that designers cannot read is in it', () => {
  expect(JSON.stringify(swagger)).not.toMatch(/"(oneOf|anyOf|not|uniqueItems|nullable|\$ref|openapi|requestBody)":/)
})
