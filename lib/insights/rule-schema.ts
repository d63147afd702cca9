import { z } from 'zod'
import { AGGREGATE_OPERATIONS } from '#lib/insights/port.ts'
import { MAX_AGO } from '#lib/insights/relative-time.ts'
import {
  COMPARISON_OPERATORS,
  type Condition,
  OPERATORS,
  RELATIVE_UNITS,
  type Related,
  type Rule,
} from '#lib/insights/rule.ts'

const MAX_DEPTH = 8
const MAX_CONDITIONS = 200

const Scalar = z.union([z.string().max(1000), z.number(), z.boolean()], {
  error: 'must be a text of at most 1,000 characters, a finite number, true or false',
})
const Relative = z.object({ ago: z.int().min(-MAX_AGO).max(MAX_AGO), unit: z.enum(RELATIVE_UNITS) })
const Name = z.string().min(1).max(200)

/** What is computed of rows. */
export const AggregateSchema = z
  .object({ operation: z.enum(AGGREGATE_OPERATIONS), attribute: Name.optional() })
  .refine(({ operation, attribute }) => operation === 'count' || attribute !== undefined, {
    path: ['attribute'],
    error: 'is missing: only count works without one',
  })

type Node = { all?: Node[]; any?: Node[]; related?: Related } & Partial<Condition>

// One object with a refinement rather than a union: its errors name the very member that is wrong.
const Node: z.ZodType<Node> = z
  .object({
    get all() {
      return z.array(Node).optional()
    },
    get any() {
      return z.array(Node).optional()
    },
    get related() {
      return RelatedSchema.optional()
    },
    attribute: Name.optional(),
    operator: z.enum(OPERATORS).optional(),
    value: z
      .union([Scalar, Relative, z.array(Scalar).min(1).max(1000)], {
        error: 'must be a value, { ago, unit }, or 1 to 1,000 values',
      })
      .optional(),
  })
  .superRefine((node, context) => {
    const issue = flaw(node)
    if (issue) context.addIssue({ code: 'custom', continue: false, ...issue })
  })

const Group = Node.refine(node => isGroup(node), { error: 'must be a group: { all: […] } or { any: […] }' })
const asRule = (node: Node) => node as Rule

const RelatedSchema = z.object({
  entityName: Name,
  on: z.object({ attribute: Name, relatedAttribute: Name }),
  aggregate: AggregateSchema,
  filter: Group.refine(node => !hasRelated(node), { error: 'must not have related records of its own' })
    .transform(asRule)
    .optional(),
})

/** A rule: a group, `{ all: […] }` or `{ any: […] }`, of conditions and further groups. */
export const RuleSchema = Group.refine(node => depth(node) <= MAX_DEPTH, {
  error: `must not have groups more than ${MAX_DEPTH} deep`,
})
  .refine(node => conditions(node) <= MAX_CONDITIONS, { error: `must not have more than ${MAX_CONDITIONS} conditions` })
  .transform(asRule)

function flaw(node: Node): { path: string[]; message: string } | undefined {
  const forms = [node.all, node.any, node.related, node.attribute].filter(form => form !== undefined)
  const isOnlyOperator = forms.length === 0 && node.operator !== undefined
  if (forms.length !== 1 && !isOnlyOperator) {
    return {
      path: [],
      message:
        'must be one of { all: […] }, { any: […] }, { attribute, operator, value } and { related, operator, value }',
    }
  }
  if (isGroup(node)) return undefined
  if (node.related) return relatedFlaw(node)
  if (!node.attribute) return { path: ['attribute'], message: 'is missing' }
  if (!node.operator) return { path: ['operator'], message: `is missing: one of ${OPERATORS.join(', ')}` }
  const expected = node.operator === 'in' ? 'values' : /^is/.test(node.operator) ? 'nothing' : 'value'
  const given = node.value === undefined ? 'nothing' : Array.isArray(node.value) ? 'values' : 'value'
  if (expected === given) return undefined
  const wanted = { values: 'a list of values', value: 'one value', nothing: 'no value' }[expected]
  return { path: ['value'], message: `the operator ${node.operator} takes ${wanted}` }
}

function relatedFlaw({ operator, value }: Node) {
  if (!COMPARISON_OPERATORS.some(one => one === operator)) {
    return { path: ['operator'], message: `must be one of ${COMPARISON_OPERATORS.join(', ')}` }
  }
  return typeof value === 'number' ? undefined : { path: ['value'], message: 'must be a number' }
}

const isGroup = (node: Node) => node.all !== undefined || node.any !== undefined
const children = (node: Node) => node.all ?? node.any ?? []
const hasRelated = (node: Node): boolean => node.related !== undefined || children(node).some(hasRelated)
const depth = (node: Node): number => (isGroup(node) ? 1 + Math.max(0, ...children(node).map(depth)) : 0)
const conditions = (node: Node): number => {
  if (isGroup(node)) return children(node).reduce((sum, child) => sum + conditions(child), 0)
  return 1 + (node.related?.filter ? conditions(node.related.filter as Node) : 0)
}
