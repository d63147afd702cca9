import { z } from 'zod'
import { Description, EntityName, FriendlyName, ObjectName, Sql } from '#lib/insights/names.ts'
import { AggregateSchema, RuleSchema } from '#lib/insights/rule-schema.ts'

const MAX_DIMENSIONS = 5

const Definition = z
  .object({
    entityName: EntityName,
    aggregate: AggregateSchema,
    filter: RuleSchema.optional(),
    isScalar: z.boolean().optional(),
    dimensions: z
      .array(z.string().min(1).max(200))
      .max(MAX_DIMENSIONS)
      .refine(names => new Set(names).size === names.length, { error: 'must not name an attribute twice' })
      .default([]),
  })
  .refine(({ isScalar, dimensions }) => isScalar === undefined || isScalar === (dimensions.length === 0), {
    path: ['isScalar'],
    error: 'must be true without dimensions, and false with them',
  })
  .transform(definition => ({ ...definition, isScalar: definition.dimensions.length === 0 }))

const SqlDefinition = z.object({
  sql: Sql,
  isScalar: z.literal(true).default(true),
  dimensions: z.tuple([], { error: 'must be empty: a statement gives one number' }).default([]),
})

const common = {
  displayName: FriendlyName.optional(),
  description: Description.optional(),
  state: z.enum(['active', 'inactive']).optional(),
}
const business = { ...common, kind: z.literal('business'), definition: Definition }
const sql = { ...common, kind: z.literal('sql'), definition: SqlDefinition }
const external = { ...common, kind: z.literal('external') }

export const NewMeasure = z.discriminatedUnion('kind', [
  z.object({ ...business, name: ObjectName }),
  z.object({ ...sql, name: ObjectName }),
  z.object({ ...external, name: ObjectName }),
])
export type NewMeasure = z.infer<typeof NewMeasure>

/** The whole definition; the name stands in the address and is fixed. */
export const MeasureDefinition = z.discriminatedUnion('kind', [
  z.object({ ...business, name: z.string().optional() }),
  z.object({ ...sql, name: z.string().optional() }),
  z.object({ ...external, name: z.string().optional() }),
])
export type MeasureDefinition = z.infer<typeof MeasureDefinition>
