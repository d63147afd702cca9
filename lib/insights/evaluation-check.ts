import type { Issue } from '#lib/errors.ts'
import { checkAggregate } from '#lib/insights/aggregate.ts'
import type { Evaluation, Tables } from '#lib/insights/port.ts'
import { checkRule, type Schemas } from '#lib/insights/rule-check.ts'

/** Why an evaluation cannot be done over the entities as they are; undefined where it can. */
export function misfit(evaluation: Evaluation, schemas: Schemas): string | undefined {
  if (evaluation.kind === 'sql') return undefined
  const { entityName } = evaluation
  const attributes = schemas[entityName]
  if (!attributes) return `There is no entity ${entityName}: no data source has filled it yet.`
  const [issue]: Issue[] =
    evaluation.kind === 'count'
      ? checkRule(evaluation.rule, attributes, 'rule', schemas)
      : checkAggregate(evaluation, attributes, 'definition', schemas)
  return issue && `It does not fit its entity any more: ${issue.path}: ${issue.message}.`
}

/** What the entities look like. */
export const schemasOf = (tables: Tables): Schemas =>
  Object.fromEntries(Object.entries(tables).map(([name, { attributes }]) => [name, attributes]))
