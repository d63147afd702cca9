import type { Issue } from '#lib/errors.ts'
import type { Attribute } from '#lib/insights/port.ts'
import { CUSTOMER_ID, type Definition, keyAttribute } from '#lib/insights/unification/definition.ts'

type Entity = { name: string; attributes: unknown; file: string | null }

/** What in a definition does not fit the entities that there are, or itself; empty where it is right. */
export function checkDefinition({ map, match, merge }: Definition, entities: Entity[]): Issue[] {
  const attributes = new Map(
    entities.map(({ name, attributes }) => [name, (attributes as Attribute[]).map(attribute => attribute.name)]),
  )
  const issues: Issue[] = []
  const issue = (path: string, message: string) => issues.push({ path, message })
  const attribute = (path: string, entityName: string, name: string) => {
    if (attributes.get(entityName)?.includes(name) === false) {
      issue(path, `there is no attribute ${name} in ${entityName}`)
    }
  }

  for (const [at, entity] of map.entries()) {
    const path = `map.${at}`
    if (!attributes.has(entity.entityName)) {
      issue(`${path}.entityName`, `there is no entity ${entity.entityName}`)
      continue
    }
    if (entities.some(({ name, file }) => name === entity.entityName && file === null)) {
      issue(
        `${path}.entityName`,
        `${entity.entityName} stays in its database, and only entities that are read from files can be unified`,
      )
    }
    attribute(`${path}.primaryKey`, entity.entityName, entity.primaryKey)
    if (entity.changedAt) attribute(`${path}.changedAt`, entity.entityName, entity.changedAt)
    for (const [index, { name }] of entity.attributes.entries()) {
      attribute(`${path}.attributes.${index}.name`, entity.entityName, name)
    }
    for (const { index, value } of repeated(entity.attributes.map(({ type }) => type))) {
      issue(`${path}.attributes.${index}.type`, `${value} is the type of another attribute already`)
    }
  }

  const names = map.map(({ entityName }) => entityName)
  for (const { index, value } of repeated(names)) issue(`map.${index}.entityName`, `${value} is mapped already`)
  const matched = match.map(({ entityName }) => entityName)
  for (const { index, value } of repeated(matched))
    issue(`match.${index}.entityName`, `${value} is in the order already`)
  for (const name of names.filter(name => !matched.includes(name)))
    issue('match', `${name} is mapped, but not in the order`)
  const types = new Map(map.map(entity => [entity.entityName, entity.attributes.map(({ type }) => type)]))
  for (const [at, entity] of match.entries()) {
    const own = types.get(entity.entityName)
    if (!own) issue(`match.${at}.entityName`, `${entity.entityName} is not mapped`)
    if (at === 0 && entity.rules.length > 0) issue('match.0.rules', 'the first entity has none before it to match with')
    const earlier = matched.slice(0, at).flatMap(name => types.get(name) ?? [])
    for (const kind of ['deduplication', 'rules'] as const) {
      for (const { index, value } of repeated(entity[kind].map(({ name }) => name))) {
        issue(`match.${at}.${kind}.${index}.name`, `another rule is named ${value} already`)
      }
      for (const [index, rule] of entity[kind].entries()) {
        for (const [condition, { type }] of rule.conditions.entries()) {
          const path = `match.${at}.${kind}.${index}.conditions.${condition}.type`
          if (own && !own.includes(type)) issue(path, `no attribute of ${entity.entityName} is of type ${type}`)
          else if (kind === 'rules' && at > 0 && !earlier.includes(type)) {
            issue(path, `no attribute of an entity before ${entity.entityName} is of type ${type}`)
          }
        }
      }
    }
  }

  const taken = [CUSTOMER_ID, ...map.map(keyAttribute)]
  for (const { index, value } of repeated([...taken, ...merge.map(({ name }) => name)])) {
    issue(`merge.${index - taken.length}.name`, `there is an attribute ${value} of the customer already`)
  }
  for (const [at, { from, precedence }] of merge.entries()) {
    for (const [index, source] of from.entries()) {
      const path = `merge.${at}.from.${index}`
      const entity = map.find(({ entityName }) => entityName === source.entityName)
      if (!entity) issue(`${path}.entityName`, `${source.entityName} is not mapped`)
      else if (precedence !== 'importance' && !entity.changedAt) {
        issue(
          `merge.${at}.precedence`,
          `${precedence} needs the attribute that says when a row of ${source.entityName} was changed`,
        )
      }
      attribute(`${path}.attribute`, source.entityName, source.attribute)
    }
  }
  return issues
}

/** The second and later occurrences of what is there more than once; names that differ only in case are the same. */
const repeated = (values: string[]) =>
  values
    .map((value, index) => ({ index, value }))
    .filter(({ index, value }) => values.findIndex(other => other.toLowerCase() === value.toLowerCase()) < index)
