import type { DuckDBConnection } from '@duckdb/node-api'
import { type Engine, literal } from '#lib/insights/files/engine.ts'
import { rows } from '#lib/insights/files/unify/rows.ts'
import { IngestionError } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import type { MappedEntity } from '#lib/insights/unification/definition.ts'
import type { Mapped, MapStep } from '#lib/insights/unification/unify.ts'

/**
 * Writes the records of all entities in one form: `record`, a number in the order of the match and of the keys, `entity`,
 * the place in that order, `key`, and a text per semantic type.
 * @throws IngestionError where a primary key is empty or not unique
 */
export async function mapRecords(
  engine: Engine,
  connection: DuckDBConnection,
  { definition: { map, match }, tables }: MapStep,
  path: string,
): Promise<Mapped> {
  const order = match.flatMap(({ entityName }) => map.filter(entity => entity.entityName === entityName))
  const counted = []
  const selects = []
  for (const [place, entity] of order.entries()) {
    const from = `read_parquet(${literal(engine.path(tables[entity.entityName]?.file ?? ''))})`
    counted.push({ entityName: entity.entityName, records: await countKeys(connection, entity, from) })
    const types = entity.attributes.map(({ name, type }) => `${text(name)} AS ${identifier(type)}`)
    const columns = [`${place}::UTINYINT AS entity`, `${identifier(entity.primaryKey)}::VARCHAR AS "key"`, ...types]
    selects.push(`SELECT ${columns.join(', ')} FROM ${from}`)
  }
  await connection.run(`
    COPY (
      SELECT (row_number() OVER ())::INTEGER AS record, *
      FROM (FROM (${selects.join(' UNION ALL BY NAME ')}) ORDER BY entity, "key")
    ) TO ${literal(path)} (FORMAT parquet)`)
  return { records: counted }
}

const text = (name: string) => `nullif(trim(${identifier(name)}::VARCHAR), '')`

async function countKeys(connection: DuckDBConnection, { entityName, primaryKey }: MappedEntity, from: string) {
  const key = identifier(primaryKey)
  const [counts] = await rows<{ records: number; empty: number; unique: number }>(
    connection,
    `SELECT count(*)::DOUBLE AS records, count_if(${key} IS NULL)::DOUBLE AS empty, count(DISTINCT ${key})::DOUBLE AS unique FROM ${from}`,
  )
  const { records = 0, empty = 0, unique = 0 } = counts ?? {}
  const where = `${entityName}: the primary key ${primaryKey}`
  if (empty > 0) throw new IngestionError(`${where} is empty in ${empty} of ${records} rows.`)
  if (unique < records) throw new IngestionError(`${where} is not unique: ${records} rows have ${unique} values.`)
  return records
}
