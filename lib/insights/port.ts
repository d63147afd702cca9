import type { Rule } from '#lib/insights/rule.ts'

/** What is asked of customer data, wherever it lives. `unify` follows with unification. An aborted call rejects with the signal's reason. */
export type DataPort = {
  /** Reads the source into a new immutable version. @throws IngestionError naming file, line and column. */
  ingest(source: IngestSource, signal?: AbortSignal): Promise<Ingested>
  /**
   * Many numbers at once, in as few scans as can be: one answer per evaluation, in their order. What is wrong with one
   * fails only this one. Rules have been checked (misfit). Rejects only where nothing could be evaluated: aborted, or the adapter itself gave up.
   * @param tables what the evaluations may read: entities by name, all as of one moment
   */
  evaluate(tables: Tables, evaluations: Evaluation[], signal?: AbortSignal): Promise<Evaluated[]>
  /** @throws RuleError where the query does not fit the attributes. */
  read(table: Table, query: ReadQuery, signal?: AbortSignal): Promise<Page>
}

export type AttributeType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp'

/** `provisional`: no refresh has brought a value yet, so it passes for text, and the first value will fix its type. */
export type Attribute = { name: string; type: AttributeType; provisional?: true }

/** A version of an entity: its Parquet file, relative to the customer-data folder, and its columns. */
export type Table = { file: string; attributes: Attribute[] }

export type IngestSource = {
  /** Absolute path of the file to read, and the name by which errors speak of it. */
  path: string
  displayPath: string
  /** The folder that the file must really lie in, once symbolic links are followed. */
  root: string
  /** The attributes that earlier refreshes fixed; absent before the first. */
  attributes?: Attribute[]
  /** The column whose values name the rows; the version is sorted by it. */
  primaryKey?: string
  /** Where the version goes, relative to the customer-data folder: a new name that ends in .parquet. */
  target: string
}

/** The attributes are to be kept and given to the next refresh: the earlier ones in their order, then new ones. */
export type Ingested = { rows: number; attributes: Attribute[] }

export type Tables = Record<string, Table>

/** `at` is the moment that relative dates count from. */
export type Evaluation =
  | { kind: 'count'; entityName: string; rule: Rule; at: Date }
  | ({ kind: 'aggregate'; entityName: string; at: Date } & Aggregate)
  | SqlEvaluation

/**
 * One SELECT over entities by their names, those in `entityNames`. `ids` counts the distinct values of its first column that are not null,
 * `number` is its one column of its one row, `rows` its first rows as they are.
 */
export type SqlEvaluation = { kind: 'sql'; result: 'ids' | 'number' | 'rows'; sql: string; entityNames: string[] }

/**
 * The number; null where an aggregate has no value: the mean, least and greatest of nothing. The sum of nothing is 0.
 * `rows` where there are dimensions: one for each combination, with its `value` beside them, the greatest first.
 */
export type Evaluated = { value: number | null; rows?: Record<string, Value>[] } | { error: string }

/** `count` without an attribute counts rows, with one its values; every other operation needs an attribute. */
export type Aggregate = { operation: AggregateOperation; attribute?: string; filter?: Rule; dimensions?: string[] }

export const AGGREGATE_OPERATIONS = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max'] as const
export type AggregateOperation = (typeof AGGREGATE_OPERATIONS)[number]

/** Nulls sort before every value, so they come last where the order is descending (OData). */
export type ReadQuery = {
  select?: string[]
  filter?: Rule
  orderBy?: { attribute: string; descending: boolean }[]
  top: number
  skip: number
  /** Also the number of rows that the filter selects, before `top` and `skip`. */
  count?: boolean
  /** For a filter with related records: the other entities. And the moment that its relative dates count from; now where absent. */
  tables?: Tables
  at?: Date
}

/**
 * Rows as JSON can carry them: numbers (an integer beyond 2^53 as its digits in a string), booleans, dates as
 * 2026-11-23, times as 2026-11-23T08:00:00Z, null.
 */
export type Page = { rows: Record<string, Value>[]; count?: number }
export type Value = string | number | boolean | null

/** A refresh that failed for a reason in the source; the message names file, line and column where it can. */
export class IngestionError extends Error {}
