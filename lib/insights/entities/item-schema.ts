import type { Attribute, AttributeType } from '#lib/insights/port.ts'

const TYPES: Record<AttributeType, { type: string; format?: string }> = {
  text: { type: 'string' },
  integer: { type: 'integer', format: 'int64' },
  decimal: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
}

/** An item of an entity as a JSON schema: flow designers offer its properties as fields. */
export const itemSchema = (attributes: Attribute[]) => ({
  type: 'object',
  properties: Object.fromEntries(attributes.map(({ name, type }) => [name, { ...TYPES[type], title: name }])),
})
