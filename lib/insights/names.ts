import { z } from 'zod'
import { CUSTOMER_ENTITY, LINK_ENTITY } from '#lib/insights/unification/definition.ts'

const OBJECT_NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/
const ENTITY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/

/** The unique name of a data source, segment or measure: it stands in addresses and in lists separated by commas. */
export const ObjectName = z.string().regex(OBJECT_NAME, {
  error: 'must begin with a letter or _, and have at most 100 letters, digits, _, . and -',
})

/** The name of an entity, as OData takes it. */
export const EntityName = z.string().regex(ENTITY_NAME, {
  error: 'must begin with a letter or _, and have at most 100 letters, digits and _',
})

/** The name of an entity that a data source fills: not one of those that unification makes. */
export const SourceEntityName = EntityName.refine(name => name !== CUSTOMER_ENTITY && name !== LINK_ENTITY, {
  error: `must not be ${CUSTOMER_ENTITY} or ${LINK_ENTITY}, which unification makes`,
})

/** What people see: free text. */
export const FriendlyName = z.string().trim().min(1).max(200)

export const Description = z.string().max(2000).nullable()

/** False for what can name nothing; such a name from an address is not even asked of the database. */
export const isObjectName = (name: string) => OBJECT_NAME.test(name)

/** One SELECT statement over entities. */
export const Sql = z.string().trim().min(1).max(20_000)
