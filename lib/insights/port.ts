import type { Rule } from '#lib/insights/rule.ts'

/** What is asked of customer data, wherever it lives. `unify` follows with unification. */
export type DataPort = {
  /**
   * Reads the source into a new immutable version. An abort interrupts the work and rejects with the signal's reason;
   * nothing of the version stays. @throws IngestionError naming file, line and column.
   */
  ingest(source: IngestSource, signal?: AbortSignal): Promise<Ingested>
  /** One number over a table; null where an aggregate has no value (the mean of nothing). Aborts as `ingest` does. */
  evaluate(table: Table, evaluation: Evaluation, signal?: AbortSignal): Promise<number | null>
  read(table: Table, query: ReadQuery): Promise<{ rows: Record<string, unknown>[]; count?: number }>
}

export type AttributeType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp'
export type Attribute = { name: string; type: AttributeType }

/** A version of an entity: its Parquet file, relative to the customer-data folder, and its columns. */
export type Table = { file: string; attributes: Attribute[] }

export type IngestSource = {
  /** Absolute path of the file to read, and the name by which errors speak of it. */
  path: string
  displayPath: string
  /** The types that the first successful refresh fixed; absent before it. */
  attributes?: Attribute[]
  primaryKey?: string
  /** Where the version goes, relative to the customer-data folder; does not exist yet. */
  target: string
}

export type Ingested = { rows: number; attributes: Attribute[] }

export type Evaluation =
  | { kind: 'count'; rule: Rule }
  | { kind: 'aggregate'; operation: AggregateOperation; attribute?: string; filter?: Rule }

export type AggregateOperation = 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max'

export type ReadQuery = {
  select?: string[]
  filter?: Rule
  orderBy?: { attribute: string; descending: boolean }[]
  top: number
  skip: number
  count?: boolean
}

/** A refresh that failed for a reason in the source; the message names file, line and column where it can. */
export class IngestionError extends Error {}
