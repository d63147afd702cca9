import type { Rule } from '#lib/insights/rule.ts'
import type { Unified, UnifyStep } from '#lib/insights/unification/unify.ts'

/** What is asked of customer data, wherever it lives. An aborted call rejects with the signal's reason. */
export type DataPort<S extends IngestSource = IngestSource, T extends Table = Table> = {
  /**
   * Files are read into a new immutable version; of a relation it is checked that it can be read.
   * @throws IngestionError naming file, line and column, or what the database says.
   */
  ingest(source: S, signal?: AbortSignal): Promise<Ingested>
  /** The first rows, with types as they alone tell them; nothing is kept. @throws IngestionError as above. */
  preview(source: S, signal?: AbortSignal): Promise<Preview>
  /**
   * Many numbers at once, in as few scans as can be: one answer per evaluation, in their order. What is wrong with one
   * fails only this one. Rules have been checked (misfit). Rejects only where nothing could be evaluated: aborted, or the adapter itself gave up.
   * @param tables what the evaluations may read: entities by name, all as of one moment
   */
  evaluate(tables: Record<string, T>, evaluations: Evaluation[], signal?: AbortSignal): Promise<Evaluated[]>
  /** One phase of a unification into new immutable versions. @throws IngestionError where a primary key is empty or not unique. */
  unify<Step extends UnifyStep>(step: Step, signal?: AbortSignal): Promise<Unified[Step['phase']]>
  /** @throws RuleError where the query does not fit the attributes. */
  read(table: T, query: ReadQuery, signal?: AbortSignal): Promise<Page>
}

export type AttributeType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp'

/** `provisional`: no refresh has brought a value yet, so it passes for text, and the first value will fix its type. */
export type Attribute = { name: string; type: AttributeType; provisional?: true }

/** The rows of an entity: a version that we keep, or a relation where it lives. */
export type Table = FileTable | RelationTable

/** A Parquet file, relative to the customer-data folder. */
export type FileTable = { file: string; attributes: Attribute[] }

/** A table or view (`schema.name` or `name`), or a query, of the database that a connection of the instance leads to. */
export type RelationTable = {
  connectionId: string
  table?: string
  query?: string
  /** Keeps pages from overlapping. */
  primaryKey?: string
  attributes: Attribute[]
}

export type IngestSource = FileSource | RelationSource

export type FileFormat = 'csv' | 'json' | 'parquet'

export type FileSource = {
  format: FileFormat
  /** At least one. Several have the same columns, and their rows follow each other. */
  files: SourceFile[]
  /** The folder that the files must really lie in, once symbolic links are followed. */
  root: string
  /** The attributes that earlier refreshes fixed; absent before the first. */
  attributes?: Attribute[]
  /** The column whose values name the rows; the version is sorted by it. */
  primaryKey?: string
  /**
   * The column by which newer rows are told, in addition to a primary key: what is at or above the greatest value of the
   * version `previous` takes the place of its rows with the same key, or is added; the other rows stay.
   */
  watermark?: string
  previous?: string
  /** Where the version goes, relative to the customer-data folder: a new name that ends in .parquet. */
  target: string
}

/** Absolute path of a file to read, and the name by which errors speak of it. */
export type SourceFile = { path: string; displayPath: string }

export type RelationSource = Omit<RelationTable, 'attributes'> & {
  attributes?: Attribute[]
  /** The refresh fails where the greatest value of the column is older. */
  freshness?: { column: string; maxAgeHours: number }
}

export type Preview = { attributes: Attribute[]; rows: Record<string, Value>[] }

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
 * `groups` where there are dimensions: one for each combination of their values, the greatest first; `rows` where a
 * statement was asked for them.
 */
export type Evaluated = { value: number | null; groups?: Group[]; rows?: Record<string, Value>[] } | { error: string }

/** The rows of a table that are alike in the dimensions, and their number. */
export type Group = { dimensions: Record<string, Value>; value: number | null }

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
