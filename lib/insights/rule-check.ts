import type { Issue } from '#lib/errors.ts'
import type { Attribute, AttributeType } from '#lib/insights/port.ts'
import type { Condition, Operator, Rule, Scalar } from '#lib/insights/rule.ts'

const ISO_DATE = /^\d{4}-\d\d-\d\d$/
const ISO_TIMESTAMP = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/
const TEXT_ONLY: Operator[] = ['contains', 'startsWith', 'endsWith']

const VALUES: Record<AttributeType, { name: string; fits: (value: Scalar) => boolean }> = {
  text: { name: 'a text', fits: value => typeof value === 'string' },
  integer: { name: 'a number', fits: value => typeof value === 'number' },
  decimal: { name: 'a number', fits: value => typeof value === 'number' },
  boolean: { name: 'true or false', fits: value => typeof value === 'boolean' },
  date: { name: 'a date such as 2026-11-23', fits: value => isTime(value, ISO_DATE) },
  timestamp: { name: 'a time such as 2026-11-23T08:00:00Z', fits: value => isTime(value, ISO_TIMESTAMP) },
}

/** What in a rule does not fit an entity: attributes that it lacks, values and operators that its types do not take. */
export function checkRule(rule: Rule, attributes: Attribute[], path = 'rule'): Issue[] {
  const [name, nodes] = 'all' in rule ? (['all', rule.all] as const) : (['any', rule.any] as const)
  return nodes.flatMap((node, index) => {
    const at = `${path}.${name}.${index}`
    return 'attribute' in node ? checkCondition(node, attributes, at) : checkRule(node, attributes, at)
  })
}

function checkCondition({ attribute, operator, value }: Condition, attributes: Attribute[], path: string): Issue[] {
  const found = attributes.find(({ name }) => name === attribute)
  if (!found) return [{ path: `${path}.attribute`, message: `there is no attribute ${attribute}` }]
  if (TEXT_ONLY.includes(operator) && found.type !== 'text') {
    return [
      { path: `${path}.operator`, message: `${operator} takes a text, and ${attribute} is of type ${found.type}` },
    ]
  }
  const wanted = VALUES[found.type]
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  if (values.every(wanted.fits)) return []
  return [{ path: `${path}.value`, message: `${attribute} is of type ${found.type} and takes ${wanted.name}` }]
}

function isTime(value: Scalar, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value) && !Number.isNaN(Date.parse(value))
}
