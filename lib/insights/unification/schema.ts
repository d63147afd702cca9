import { z } from 'zod'
import { EntityName } from '#lib/insights/names.ts'
import { METHODS, NORMALIZATIONS, PRECEDENCES, PRECISIONS } from '#lib/insights/unification/definition.ts'

const MAX_ENTITIES = 20
const MAX_RULES = 10
const MAX_CONDITIONS = 15

const AttributeName = z.string().min(1).max(200)
const SemanticType = z
  .string()
  .max(100)
  .regex(/^[A-Z][A-Za-z]*\.[A-Z][A-Za-z0-9]*$/, {
    error: 'must be a group and a name, such as Person.FirstName',
  })

const MappedEntity = z.object({
  entityName: EntityName,
  primaryKey: AttributeName,
  attributes: z.array(z.object({ name: AttributeName, type: SemanticType })).max(200),
  changedAt: AttributeName.optional(),
})

const MatchCondition = z
  .object({
    type: SemanticType,
    method: z.enum(METHODS),
    precision: z.enum(PRECISIONS).default('high'),
    threshold: z.number().gt(0).max(1).optional(),
    normalization: z.array(z.enum(NORMALIZATIONS)).max(NORMALIZATIONS.length).default([]),
  })
  .refine(
    ({ method, precision, threshold }) => method === 'exact' || precision !== 'custom' || threshold !== undefined,
    {
      path: ['threshold'],
      error: 'is missing: the precision custom needs one, greater than 0 and at most 1',
    },
  )

const MatchRule = z
  .object({
    name: z.string().trim().min(1).max(100),
    conditions: z.array(MatchCondition).min(1).max(MAX_CONDITIONS),
    minimum: z.int().min(1).optional(),
  })
  .refine(({ conditions, minimum = 1 }) => minimum <= conditions.length, {
    path: ['minimum'],
    error: 'must not be more than there are conditions',
  })

const MatchedEntity = z.object({
  entityName: EntityName,
  deduplication: z.array(MatchRule).max(MAX_RULES).default([]),
  rules: z.array(MatchRule).max(MAX_RULES).default([]),
  oneToOne: z.boolean().default(true),
})

const MergedAttribute = z.object({
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, {
    error: 'must begin with a letter or _, and have at most 100 letters, digits and _',
  }),
  from: z
    .array(z.object({ entityName: EntityName, attribute: AttributeName }))
    .min(1)
    .max(MAX_ENTITIES),
  precedence: z.enum(PRECEDENCES).default('importance'),
})

/** The whole definition; whether it fits the entities is checked beside it (check.ts). */
export const UnificationDefinition = z.object({
  map: z.array(MappedEntity).min(1).max(MAX_ENTITIES),
  match: z.array(MatchedEntity).min(1).max(MAX_ENTITIES),
  merge: z.array(MergedAttribute).min(1).max(500),
})
