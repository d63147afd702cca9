import { expect, test } from 'vitest'
import { definition } from '#lib/connector/definition.ts'
import { type Definition, isSentence, isTitleCase, takeApart } from '#tests/support/swagger.ts'

const { members, parameters, schemas } = takeApart(definition('https://highwater.example.com') as Definition)

test.each(parameters)('%s is titled, described and encoded as its place demands', (_name, { parameter }) => {
  expect(isSentence(parameter.description), parameter.description).toBe(true)
  expect(parameter['x-ms-url-encoding']).toBe(parameter.in === 'path' ? 'single' : undefined)
  if (parameter.in === 'path') expect(parameter.required).toBe(true)
  if (parameter.in === 'body') return
  const title = parameter['x-ms-summary'] ?? ''
  expect(isTitleCase(title) && title.length <= 80, title).toBe(true)
  expect(parameter.description).not.toBe(`${title}.`)
})

test.each(members)('%s is typed, titled and described', (_path, schema) => {
  const title = schema['x-ms-summary'] ?? ''
  expect(schema.type).toMatch(/^(string|number|integer|boolean|array|object)$/)
  expect(isTitleCase(title) && title.length > 0 && title.length <= 80, title).toBe(true)
  expect(isSentence(schema.description), schema.description).toBe(true)
  if (schema.type === 'array') expect(schema.items).toBeDefined()
  if (schema.enum) expect(schema['x-ms-enum-values']?.map(({ value }) => value)).toEqual(schema.enum)
})

test.each(schemas.filter(([, schema]) => schema.required))('%s requires only what it has', (_path, schema) => {
  expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(schema.required ?? []))
  expect(schema.required?.length).toBeGreaterThan(0)
})
