import type { Issue } from '#lib/errors.ts'
import { checkAggregate } from '#lib/insights/aggregate.ts'
import type { Evaluation, Tables } from '#lib/insights/port.ts'
import type { Part } from '#lib/insights/rule.ts'
import { checkRule, type Schemas } from '#lib/insights/rule-check.ts'

/** Why an evaluation cannot be done over the entities as they are now; undefined where it can. */
export function misfit(evaluation: Evaluation, schemas: Schemas): string | undefined {
  const missing = missingEntity(evaluation, schemas)
  if (missing) return `There is no entity ${missing}: no data source has filled it yet.`
  const [issue] = misfits(evaluation, schemas)
  return issue && `It does not fit its entity any more: ${issue.path}: ${issue.message}.`
}

/** An entity that an evaluation reads and that is not there. */
export const missingEntity = (evaluation: Evaluation, schemas: Schemas): string | undefined =>
  entitiesOf(evaluation).find(name => !Object.hasOwn(schemas, name))

/** What in a rule or aggregate does not fit the entities, which are all there. A statement was held against them when it was written. */
export function misfits(evaluation: Evaluation, schemas: Schemas): Issue[] {
  if (evaluation.kind === 'sql') return []
  const attributes = schemas[evaluation.entityName] ?? []
  return evaluation.kind === 'count'
    ? checkRule(evaluation.rule, attributes, 'rule', schemas)
    : checkAggregate(evaluation, attributes, 'definition', schemas)
}

/** The entities that an evaluation reads. */
export function entitiesOf(evaluation: Evaluation): string[] {
  if (evaluation.kind === 'sql') return evaluation.entityNames
  const rule = evaluation.kind === 'count' ? evaluation.rule : evaluation.filter
  return [...new Set([evaluation.entityName, ...(rule ? relatedEntities(rule) : [])])]
}

export function relatedEntities(part: Part): string[] {
  if ('related' in part) return [part.related.entityName]
  if ('attribute' in part) return []
  return ('all' in part ? part.all : part.any).flatMap(relatedEntities)
}

/** What the entities look like. */
export const schemasOf = (tables: Tables): Schemas =>
  Object.fromEntries(Object.entries(tables).map(([name, { attributes }]) => [name, attributes]))
