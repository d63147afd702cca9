import type { DuckDBConnection } from '@duckdb/node-api'
import { stageCsv } from '#lib/insights/files/stage-csv.ts'
import { stageJson } from '#lib/insights/files/stage-json.ts'
import { stageParquet } from '#lib/insights/files/stage-parquet.ts'
import type { Staged } from '#lib/insights/files/staged.ts'
import type { FileSource } from '#lib/insights/port.ts'

export type Staging = {
  connection: DuckDBConnection
  source: FileSource
  /** What the files of work begin with, in a folder that DuckDB may read. */
  work: string
  /** Whether only the rows at the beginning are wanted. */
  headOnly: boolean
  signal: AbortSignal | undefined
}

const STAGES = { csv: stageCsv, json: stageJson, parquet: stageParquet }

/** Copies the source's files and finds out what their columns are. @throws IngestionError naming the place */
export const stage = (staging: Staging): Promise<Staged> => STAGES[staging.source.format](staging)
