import type {
  Definition,
  MappedEntity,
  MatchedEntity,
  MatchRule,
  MergedAttribute,
} from '#lib/insights/unification/definition.ts'
import { proposeMatch, proposeMerge } from '#lib/insights/unification/propose.ts'

/** The definition after a change of its map or its order: what no longer fits goes, and what is new gets its default. */
export function alignDefinition({ map, match, merge }: Definition): Definition {
  const names = map.map(({ entityName }) => entityName)
  const kept = match.filter(({ entityName }) => names.includes(entityName))
  const order = [...kept.map(({ entityName }) => entityName), ...names].filter(
    (name, at, all) => all.indexOf(name) === at,
  )
  const ordered = order.flatMap(name => map.filter(({ entityName }) => entityName === name))
  const proposed = proposeMatch(ordered)
  const aligned = ordered.map((entity, place): MatchedEntity => {
    const own = kept.find(({ entityName }) => entityName === entity.entityName)
    const fallback = proposed[place] ?? { entityName: entity.entityName, deduplication: [], rules: [], oneToOne: true }
    if (!own) return fallback
    const earlier = ordered.slice(0, place)
    const rules = own.rules.flatMap(rule => fitting(rule, [entity], earlier))
    const deduplication = own.deduplication.flatMap(rule => fitting(rule, [entity]))
    return { ...own, deduplication, rules: place === 0 ? [] : rules.length > 0 ? rules : fallback.rules }
  })
  return { map, match: aligned, merge: alignMerge(map, ordered, merge) }
}

/** The rule with those of its conditions that each side has the type for; none where none is left. */
function fitting(rule: MatchRule, ...sides: MappedEntity[][]): MatchRule[] {
  const has = (side: MappedEntity[], type: string) =>
    side.some(({ attributes }) => attributes.some(own => own.type === type))
  const conditions = rule.conditions.filter(({ type }) => sides.every(side => has(side, type)))
  if (conditions.length === 0) return []
  const { minimum, ...rest } = rule
  const isPart = minimum !== undefined && minimum < conditions.length
  return [{ ...rest, conditions, ...(isPart && { minimum }) }]
}

function alignMerge(map: MappedEntity[], ordered: MappedEntity[], merge: MergedAttribute[]): MergedAttribute[] {
  const dated = (entityName: string) => map.find(entity => entity.entityName === entityName)?.changedAt !== undefined
  const kept = merge.flatMap((attribute): MergedAttribute[] => {
    const from = attribute.from.filter(({ entityName }) => map.some(entity => entity.entityName === entityName))
    const precedence = from.every(({ entityName }) => dated(entityName)) ? attribute.precedence : 'importance'
    return from.length === 0 ? [] : [{ ...attribute, from, precedence }]
  })
  const isIn = ({ from }: MergedAttribute, source: MergedAttribute['from'][number]) =>
    from.some(({ entityName, attribute }) => entityName === source.entityName && attribute === source.attribute)
  const result = [...kept]
  for (const proposed of proposeMerge(ordered)) {
    const missing = proposed.from.filter(source => !kept.some(attribute => isIn(attribute, source)))
    if (missing.length === 0) continue
    const at = result.findIndex(attribute => proposed.from.some(source => isIn(attribute, source)))
    const same = result[at]
    if (same) result[at] = { ...same, from: [...same.from, ...missing] }
    else if (!result.some(({ name }) => name === proposed.name)) result.push({ ...proposed, from: missing })
  }
  return result
}
