/** How source records become customers: one document per instance. */
export type Definition = {
  map: MappedEntity[]
  /** Every mapped entity once, the most important first: later ones are matched with what the earlier ones made. */
  match: MatchedEntity[]
  merge: MergedAttribute[]
}

/** An entity that takes part: the attribute that names its rows, and what its attributes mean. */
export type MappedEntity = {
  entityName: string
  primaryKey: string
  attributes: { name: string; type: SemanticType }[]
  /** The attribute that says when a row was changed, for `mostRecent` and `leastRecent`. */
  changedAt?: string
}

/** What an attribute means, such as Person.FirstName: equal types of different entities are compared and merged. */
export type SemanticType = string

export type MatchedEntity = {
  entityName: string
  /** Rules by which records of this entity are one and the same. */
  deduplication: MatchRule[]
  /** Rules by which a record belongs to a customer of the entities before, the first rule that holds; none for the first entity. */
  rules: MatchRule[]
  /** Whether a customer has at most one record of this entity (once deduplicated): the pairs with the highest score win. */
  oneToOne: boolean
}

/** Two records match where so many of the conditions hold: all of them, or `minimum`. */
export type MatchRule = { name: string; conditions: MatchCondition[]; minimum?: number }

/** Holds where both records have a value and these are alike. */
export type MatchCondition = {
  type: SemanticType
  method: Method
  /** How alike: ignored for `exact`. */
  precision: Precision
  /** With precision `custom`: the least similarity, 0 to 1. */
  threshold?: number
  normalization: Normalization[]
}

export const METHODS = ['exact', 'jaroWinkler', 'damerauLevenshtein'] as const
export type Method = (typeof METHODS)[number]

export const PRECISIONS = ['low', 'medium', 'high', 'custom'] as const
export type Precision = (typeof PRECISIONS)[number]

/** `symbols`: everything but letters, digits and blanks goes. */
export const NORMALIZATIONS = ['lowerCase', 'accents', 'symbols', 'whitespace', 'digits'] as const
export type Normalization = (typeof NORMALIZATIONS)[number]

/** An attribute of the customer: the first value that there is, in the order of `from` or of time. */
export type MergedAttribute = {
  name: string
  from: { entityName: string; attribute: string }[]
  precedence: Precedence
}

export const PRECEDENCES = ['importance', 'mostRecent', 'leastRecent'] as const
export type Precedence = (typeof PRECEDENCES)[number]

const THRESHOLDS: Record<Exclude<Precision, 'custom'>, number> = { low: 0.8, medium: 0.88, high: 0.94 }

/** The least similarity with which a condition holds, 0 to 1. */
export function leastSimilarity({ method, precision, threshold }: MatchCondition): number {
  if (method === 'exact') return 1
  return precision === 'custom' ? (threshold ?? 1) : THRESHOLDS[precision]
}

/** What unification makes: the customers, and for every source record the customer that it belongs to. */
export const CUSTOMER_ENTITY = 'Customer'
export const LINK_ENTITY = 'CustomerLink'
export const CUSTOMER_ID = 'CustomerId'

/** The attribute of the customer that has the key of an entity's record. */
export const keyAttribute = ({ entityName, primaryKey }: MappedEntity) => `${entityName}_${primaryKey}`
