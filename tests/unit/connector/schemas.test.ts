import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv } from 'ajv'
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { definition } from '#lib/connector/definition.ts'
import { properties } from '#lib/connector/properties.ts'

// The published schemas hold comments, and the newer one names itself by the older draft's keyword.
function schema(name: string) {
  const { id: _, ...rest } = parse(readFileSync(`tests/fixtures/power-platform/${name}`, 'utf8'))
  return rest as Record<string, unknown>
}

const addresses = ['https://highwater.example.com', 'http://127.0.0.1:3000', 'https://data.example.org:8443']

test.each(addresses)('the definition of %s fits the schema of connector definitions', address => {
  const ajv = new AjvDraft04({ strict: false, allErrors: true })
  addFormats(ajv)
  const validate = ajv.compile(schema('apiDefinition.swagger.schema.json'))
  validate(definition(address))
  expect(validate.errors).toBeNull()
})

test('the definition is valid Swagger 2.0', async () => {
  const result = await new Validator().validate(definition('https://highwater.example.com'))
  expect(result).toMatchObject({ valid: true })
})

test('the properties fit the schema of connector properties', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  const validate = ajv.compile(schema('paconn-apiProperties.schema.json'))
  validate(properties())
  expect(validate.errors).toBeNull()
})
