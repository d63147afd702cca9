import type { Attribute } from '#lib/insights/port.ts'
import type {
  Definition,
  MappedEntity,
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
 * Half of what can be compared is alike, and at least three; as a person has one record in an entity, the pairs that are
 * most alike win. Where there are e-mail addresses, the same one with a like first name is enough.
 */
export function defaultRules(types: SemanticType[]): MatchRule[] {
  const conditions = types.flatMap(type => conditionFor(type) ?? [])
  const minimum = Math.min(conditions.length, Math.max(3, Math.ceil(conditions.length / 2)))
  const most: MatchRule[] = conditions.length === 0 ? [] : [{ name: 'Most attributes agree', conditions, minimum }]
  const mail = conditions.filter(({ type }) => type === 'Contact.Email' || type === 'Person.FirstName')
  return mail.length < 2 ? most : [...most, { name: 'Same e-mail address and first name', conditions: mail }]
}

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
