import { z } from 'zod'
import { Description, EntityName, FriendlyName, ObjectName } from '#lib/insights/names.ts'
import { AGGREGATE_OPERATIONS } from '#lib/insights/port.ts'
import { RuleSchema } from '#lib/insights/rule-schema.ts'

const Definition = z.object({
  entityName: EntityName,
  aggregate: z
    .object({ operation: z.enum(AGGREGATE_OPERATIONS), attribute: z.string().min(1).max(200).optional() })
    .refine(({ operation, attribute }) => operation === 'count' || attribute !== undefined, {
      path: ['attribute'],
      error: 'is missing: only count works without one',
    }),
  filter: RuleSchema.optional(),
  isScalar: z.literal(true, { error: 'must be true: measures with dimensions are not available yet' }).default(true),
  dimensions: z.tuple([], { error: 'must be empty: measures with dimensions are not available yet' }).default([]),
})

const common = {
  displayName: FriendlyName.optional(),
  description: Description.optional(),
  state: z.enum(['active', 'inactive']).optional(),
}
const business = { ...common, kind: z.literal('business'), definition: Definition }
const external = { ...common, kind: z.literal('external') }

export const NewMeasure = z.discriminatedUnion('kind', [
  z.object({ ...business, name: ObjectName }),
  z.object({ ...external, name: ObjectName }),
])
export type NewMeasure = z.infer<typeof NewMeasure>

/** The whole definition; the name stands in the address and is fixed. */
export const MeasureDefinition = z.discriminatedUnion('kind', [
  z.object({ ...business, name: z.string().optional() }),
  z.object({ ...external, name: z.string().optional() }),
])
export type MeasureDefinition = z.infer<typeof MeasureDefinition>
