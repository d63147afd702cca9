import type { Part, Rule } from '#lib/insights/rule.ts'

/** The entities that a rule over the rows of one reads: that one, and those of its related records. */
export const entitiesOfRule = (entityName: string, rule: Rule | undefined): string[] => [
  ...new Set([entityName, ...(rule ? related(rule) : [])]),
]

function related(part: Part): string[] {
  if ('all' in part) return part.all.flatMap(related)
  if ('any' in part) return part.any.flatMap(related)
  return 'related' in part ? [part.related.entityName] : []
}

/** The entities whose names stand in a statement as words: those that it reads are among them. */
export function entitiesOfSql(sql: string, entities: string[]): string[] {
  const words = new Set(sql.toLowerCase().match(/[\p{L}\p{N}_]+/gu))
  return entities.filter(name => words.has(name.toLowerCase()))
}
