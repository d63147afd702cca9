import type { Attribute, SqlEvaluation, Value } from '#lib/insights/port.ts'

/** What the process runs, once, before it ends. */
export type Job = Pick<SqlEvaluation, 'result' | 'sql'> & {
  entities: Record<string, Source>
  /** Only to be held against the entities, not run. */
  isCheck: boolean
  limits: Limits
  /** Absent: nothing is written to disk. */
  spillFolder?: string
}

/** Without a file it is an empty table. */
export type Source = { attributes: Attribute[]; path?: string }

export type Limits = { memoryMegabytes: number; threads: number; seconds: number }

/** `entityNames` are those that the statement reads. */
export type Answer =
  | { entityNames: string[]; value: number | null; rows?: Record<string, Value>[] }
  | { refused: string }
  | { failed: string }
