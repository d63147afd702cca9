import type { Issue } from '#lib/errors.ts'
import { checkAggregate } from '#lib/insights/aggregate.ts'
import type { Evaluation, Tables } from '#lib/insights/port.ts'
import type { Part } from '#lib/insights/rule.ts'
import { checkRule, type Schemas } from '#lib/insights/rule-check.ts'

/** Why an evaluation cannot be done over the entities as they are; undefined where it can. */
export function misfit(evaluation: Evaluation, schemas: Schemas): string | undefined {
  if (evaluation.kind === 'sql') return missing(evaluation.entityNames, schemas)
  const { entityName } = evaluation
  const attributes = schemas[entityName]
  if (!attributes) return missing([entityName], schemas)
  const [issue]: Issue[] =
    evaluation.kind === 'count'
      ? checkRule(evaluation.rule, attributes, 'rule', schemas)
      : checkAggregate(evaluation, attributes, 'definition', schemas)
  return issue && `It does not fit its entity any more: ${issue.path}: ${issue.message}.`
}

function missing(names: string[], schemas: Schemas): string | undefined {
  const name = names.find(one => !schemas[one])
  return name && `There is no entity ${name}: no data source has filled it yet.`
}

/** The entities that an evaluation reads. */
export function entitiesOf(evaluation: Evaluation): string[] {
  if (evaluation.kind === 'sql') return evaluation.entityNames
  const rule = evaluation.kind === 'count' ? evaluation.rule : evaluation.filter
  return [...new Set([evaluation.entityName, ...(rule ? relatedEntities(rule) : [])])]
}

function relatedEntities(part: Part): string[] {
  if ('related' in part) return [part.related.entityName]
  if ('attribute' in part) return []
  return ('all' in part ? part.all : part.any).flatMap(relatedEntities)
}

/** What the entities look like. */
export const schemasOf = (tables: Tables): Schemas =>
  Object.fromEntries(Object.entries(tables).map(([name, { attributes }]) => [name, attributes]))
