import type { Attribute } from '#lib/insights/port.ts'
import type {
  Definition,
  MappedEntity,
  MatchCondition,
  MatchedEntity,
  MatchRule,
  MergedAttribute,
  SemanticType,
} from '#lib/insights/unification/definition.ts'
import { conditionFor, suggestType } from '#lib/insights/unification/semantic-types.ts'

export type Unifiable = { name: string; primaryKey: string | null; attributes: Attribute[] }

/** The definition to begin with: entities in the order given, semantic types by the names of attributes, default rules. */
export function proposeDefinition(entities: Unifiable[]): Definition {
  const map = entities.flatMap(({ name, primaryKey, attributes }): MappedEntity[] => {
    if (primaryKey === null) return []
    const types = new Map<SemanticType, string>()
    for (const attribute of attributes) {
      const type = attribute.name === primaryKey ? undefined : suggestType(attribute.name)
      if (type && !types.has(type)) types.set(type, attribute.name)
    }
    return [{ entityName: name, primaryKey, attributes: [...types].map(([type, name]) => ({ name, type })) }]
  })
  return { map, match: proposeMatch(map), merge: proposeMerge(map) }
}

/** The default rules: each entity after the first with those before it, by the types that they share. */
export const proposeMatch = (map: MappedEntity[]): MatchedEntity[] =>
  map.map(({ entityName, attributes }, place) => {
    const earlier = new Set(map.slice(0, place).flatMap(entity => entity.attributes.map(({ type }) => type)))
    const shared = attributes.map(({ type }) => type).filter(type => earlier.has(type))
    return { entityName, deduplication: [], rules: place === 0 ? [] : defaultRules(shared), oneToOne: true }
  })

/**
 * More than half of what can be compared is alike, and at least three; as a person has one record in an entity, the pairs
 * that are most alike win. People who have moved are found by name and birth date, or by e-mail address and first name.
 */
export function defaultRules(types: SemanticType[]): MatchRule[] {
  const conditions = types.flatMap(type => conditionFor(type) ?? [])
  const all = (name: string, ...wanted: SemanticType[]): MatchRule[] => {
    const chosen = conditions.filter(({ type }) => wanted.includes(type)).map(strict)
    return chosen.length === wanted.length && conditions.length > wanted.length ? [{ name, conditions: chosen }] : []
  }
  const minimum = Math.min(conditions.length, Math.max(3, Math.floor(conditions.length / 2) + 1))
  return [
    ...(conditions.length === 0 ? [] : [{ name: 'Most attributes agree', conditions, minimum }]),
    ...all('Same name and birth date', 'Person.FirstName', 'Person.LastName', 'Person.BirthDate'),
    ...all('Same e-mail address and first name', 'Contact.Email', 'Person.FirstName'),
  ]
}

// The fewer the conditions, the less each may differ.
const strict = (condition: MatchCondition): MatchCondition =>
  condition.method === 'jaroWinkler' ? { ...condition, precision: 'high' } : { ...condition, method: 'exact' }

/** One attribute of the customer for each semantic type, from the most important entity that has a value. */
export function proposeMerge(map: MappedEntity[]): MergedAttribute[] {
  const types = [...new Set(map.flatMap(({ attributes }) => attributes.map(({ type }) => type)))]
  const short = types.map(type => type.split('.').at(-1) ?? type)
  return types.map((type, at) => ({
    name:
      short.indexOf(short[at] ?? '') === short.lastIndexOf(short[at] ?? '')
        ? (short[at] ?? type)
        : type.replace('.', ''),
    from: map.flatMap(({ entityName, attributes }) =>
      attributes
        .filter(attribute => attribute.type === type)
        .map(attribute => ({ entityName, attribute: attribute.name })),
    ),
    precedence: 'importance',
  }))
}
