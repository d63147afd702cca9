import type { Attribute, FileTable } from '#lib/insights/port.ts'
import type { Definition } from '#lib/insights/unification/definition.ts'

/**
 * One phase of a unification: map writes the records of all entities in one form, match finds which are the same person,
 * merge makes customers of them. Files are versions, relative to the customer-data folder; each phase writes new ones.
 */
export type UnifyStep = MapStep | MatchStep | MergeStep

export type MapStep = { phase: 'map'; definition: Definition; tables: Record<string, FileTable>; target: string }
export type MatchStep = { phase: 'match'; definition: Definition; records: string; target: string }

export type MergeStep = {
  phase: 'merge'
  definition: Definition
  /** The versions that were mapped. */
  tables: Record<string, FileTable>
  matches: string
  /** The links of the refresh before: customers keep their ids by them. */
  earlier?: string
  /** Ids of new customers derive from it; another one for each refresh. */
  seed: string
  customers: string
  links: string
}

export type Unified = { map: Mapped; match: Matched; merge: Merged }

/** Records of each entity, in the order of the match. */
export type Mapped = { records: { entityName: string; records: number }[] }

export type Matched = {
  /** How many records each rule linked to another. */
  rules: { entityName: string; rule: string; kind: RuleKind; links: number }[]
  /** Candidates that were not compared, because too many records have the same values. */
  skipped: Skipped[]
  pairsCompared: number
}
export type RuleKind = 'deduplication' | 'match'
export type Skipped = { entityName: string; rule: string; types: string[]; blocks: number; records: number }

export type Merged = {
  customers: number
  sourceRecords: number
  /** Customers of more than one record. */
  matched: number
  /** Customers that there were before, and those that are new. */
  kept: number
  added: number
  customerAttributes: Attribute[]
  linkAttributes: Attribute[]
}
