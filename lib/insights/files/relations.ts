import { type Engine, literal } from '#lib/insights/files/engine.ts'
import type { FileTable, Tables } from '#lib/insights/port.ts'
import type { Relation, Relations } from '#lib/insights/statement.ts'

/** A version as DuckDB finds it. */
export const relationOf = (engine: Engine, { file, attributes }: FileTable): Relation => ({
  from: `read_parquet(${literal(engine.path(file))})`,
  attributes,
})

export const relationsOf = (engine: Engine, tables: Tables): Relations =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, table]) => ('file' in table ? [[name, relationOf(engine, table)]] : [])),
  )
