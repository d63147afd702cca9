import type { Issue } from '#lib/errors.ts'
import { schemasOf } from '#lib/insights/evaluation-check.ts'
import type { Attribute, ReadQuery } from '#lib/insights/port.ts'
import { checkRule, RuleError } from '#lib/insights/rule-check.ts'

/** The names that are selected. @throws RuleError where the query does not fit the attributes */
export function checkQuery(attributes: Attribute[], query: ReadQuery): string[] {
  const known = attributes.map(({ name }) => name)
  const names = query.select ?? known
  checkNames(known, names, query.orderBy ?? [])
  const issues = checkRule(query.filter ?? { all: [] }, attributes, 'filter', schemasOf(query.tables ?? {}))
  if (issues.length > 0) throw new RuleError(issues)
  return names
}

function checkNames(known: string[], select: string[], orderBy: { attribute: string }[]) {
  const named = [
    ...select.map((name, at) => ({ name, path: `select.${at}` })),
    ...orderBy.map(({ attribute }, at) => ({ name: attribute, path: `orderBy.${at}.attribute` })),
  ]
  const issues: Issue[] = named
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) => ({ path, message: `there is no attribute ${name}` }))
  if (issues.length > 0) throw new RuleError(issues)
}
