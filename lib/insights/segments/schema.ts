import { z } from 'zod'
import { Description, EntityName, FriendlyName, ObjectName, Sql } from '#lib/insights/names.ts'
import { RuleSchema } from '#lib/insights/rule-schema.ts'

const common = {
  friendlyName: FriendlyName.optional(),
  description: Description.optional(),
  state: z.enum(['active', 'inactive']).optional(),
}
const rule = { ...common, kind: z.literal('rule'), entityName: EntityName, rule: RuleSchema }
const sql = { ...common, kind: z.literal('sql'), sql: Sql }
const external = { ...common, kind: z.literal('external') }

export const NewSegment = z.discriminatedUnion('kind', [
  z.object({ ...rule, name: ObjectName }),
  z.object({ ...sql, name: ObjectName }),
  z.object({ ...external, name: ObjectName }),
])
export type NewSegment = z.infer<typeof NewSegment>

/** The whole definition; the name stands in the address and is fixed. */
export const SegmentDefinition = z.discriminatedUnion('kind', [
  z.object({ ...rule, name: z.string().optional() }),
  z.object({ ...sql, name: z.string().optional() }),
  z.object({ ...external, name: z.string().optional() }),
])
export type SegmentDefinition = z.infer<typeof SegmentDefinition>
