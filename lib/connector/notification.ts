import { described, type Json } from '#lib/connector/parts.ts'
import { titleOf } from '#lib/connector/texts.ts'
import { type FieldType, fieldsOf, type Trigger } from '#lib/triggers/catalogue.ts'

const TYPES: Record<FieldType, Json> = {
  string: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  'date-time': { type: 'string', format: 'date-time' },
  integer: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
}

/** The body of a trigger's callbacks as a schema: where a flow's dynamic content comes from. */
export function notificationSchema(trigger: Trigger): Json {
  const fields = Object.entries(fieldsOf(trigger))
  return {
    type: 'object',
    required: fields.filter(([, { required }]) => required !== false).map(([name]) => name),
    properties: Object.fromEntries(
      fields.map(([name, { type, description }]) => [name, described(TYPES[type], titleOf(name), description)]),
    ),
  }
}
