import { z } from 'zod'
import { type Condition, OPERATORS, type Rule } from '#lib/insights/rule.ts'

const MAX_DEPTH = 8
const MAX_CONDITIONS = 200

const Scalar = z.union([z.string().max(1000), z.number(), z.boolean()], {
  error: 'must be a text of at most 1,000 characters, a finite number, true or false',
})

type Node = { all?: Node[]; any?: Node[] } & Partial<Condition>

// One object with a refinement rather than a union: its errors name the very member that is wrong.
const Node: z.ZodType<Node> = z
  .object({
    get all() {
      return z.array(Node).optional()
    },
    get any() {
      return z.array(Node).optional()
    },
    attribute: z.string().min(1).max(200).optional(),
    operator: z.enum(OPERATORS).optional(),
    value: z
      .union([Scalar, z.array(Scalar).min(1).max(1000)], { error: 'must be a value, or 1 to 1,000 values' })
      .optional(),
  })
  .superRefine((node, context) => {
    const issue = flaw(node)
    if (issue) context.addIssue({ code: 'custom', continue: false, ...issue })
  })

/** A rule: a group, `{ all: […] }` or `{ any: […] }`, of conditions and further groups. */
export const RuleSchema = Node.refine(node => isGroup(node), { error: 'must be a group: { all: […] } or { any: […] }' })
  .refine(node => depth(node) <= MAX_DEPTH, { error: `must not have groups more than ${MAX_DEPTH} deep` })
  .refine(node => conditions(node) <= MAX_CONDITIONS, { error: `must not have more than ${MAX_CONDITIONS} conditions` })
  .transform(node => node as Rule)

function flaw(node: Node): { path: string[]; message: string } | undefined {
  const forms = [node.all, node.any, node.attribute ?? node.operator].filter(form => form !== undefined)
  if (forms.length !== 1) {
    return { path: [], message: 'must be one of { all: […] }, { any: […] } and { attribute, operator, value }' }
  }
  if (isGroup(node)) return undefined
  if (!node.attribute) return { path: ['attribute'], message: 'is missing' }
  if (!node.operator) return { path: ['operator'], message: `is missing: one of ${OPERATORS.join(', ')}` }
  const expected = node.operator === 'in' ? 'values' : /^is/.test(node.operator) ? 'nothing' : 'value'
  const given = node.value === undefined ? 'nothing' : Array.isArray(node.value) ? 'values' : 'value'
  if (expected === given) return undefined
  const wanted = { values: 'a list of values', value: 'one value', nothing: 'no value' }[expected]
  return { path: ['value'], message: `the operator ${node.operator} takes ${wanted}` }
}

const isGroup = (node: Node) => node.all !== undefined || node.any !== undefined
const children = (node: Node) => node.all ?? node.any ?? []
const depth = (node: Node): number => (isGroup(node) ? 1 + Math.max(0, ...children(node).map(depth)) : 0)
const conditions = (node: Node): number =>
  isGroup(node) ? children(node).reduce((sum, child) => sum + conditions(child), 0) : 1
