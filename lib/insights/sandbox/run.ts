import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId } from '@duckdb/node-api'
import { literal } from '#lib/insights/files/engine.ts'
import { toJson, toNumber } from '#lib/insights/files/value.ts'
import type { AttributeType, Value } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import { SqlRefused, tablesRead } from '#lib/insights/sandbox/allowed.ts'
import type { Answer, Job, Source } from '#lib/insights/sandbox/messages.ts'

const SHOWN_ROWS = 100
const SHOWN_LENGTH = 1000
const SPILL = '4GB'

/**
 * Runs a statement, or only checks it, over nothing but the entities that it names. In a process that ends afterwards:
 * what a statement takes beyond the limits of DuckDB ends with it.
 * @throws SqlRefused, and what DuckDB throws
 */
export async function run(job: Job): Promise<Exclude<Answer, { refused: string } | { failed: string }>> {
  const { limits, spillFolder = '' } = job
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(limits.threads),
    memory_limit: `${limits.memoryMegabytes}MB`,
    temp_directory: spillFolder,
    ...(spillFolder !== '' && { max_temp_directory_size: SPILL }),
    autoload_known_extensions: 'false',
    autoinstall_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
  })
  const connection = await instance.connect()
  const entityNames = await admit(connection, job)
  return { entityNames, ...(await RESULTS[job.result](connection, `query(${literal(job.sql)})`, job.isCheck)) }
}

/** Makes the entities that the statement reads visible, and then shuts the door. @returns their names */
async function admit(connection: DuckDBConnection, { sql, entities }: Job): Promise<string[]> {
  const parsed = await connection.runAndReadAll(`SELECT json_serialize_sql(${literal(sql)})`)
  const chosen = new Map(tablesRead(JSON.parse(String(parsed.value(0, 0)))).map(name => entityNamed(name, entities)))
  for (const [name, source] of chosen) await connection.run(definition(name, source))
  await shut(
    connection,
    [...chosen.values()].flatMap(({ path }) => path ?? []),
  )
  return [...chosen.keys()]
}

/** From here on the connection's instance reads these files and no others, and nobody can change that. */
export async function shut(connection: DuckDBConnection, paths: string[]) {
  await connection.run(`SET GLOBAL TimeZone = 'UTC'`)
  await connection.run(`SET allowed_paths = [${paths.map(literal).join(', ')}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}

/** SQL takes names in any case. @throws SqlRefused */
function entityNamed(name: string, entities: Record<string, Source>): [string, Source] {
  const all = Object.entries(entities)
  const found = all.find(([one]) => one === name) ?? all.find(([one]) => one.toLowerCase() === name.toLowerCase())
  if (!found) throw new SqlRefused(`There is no entity ${name}.`)
  return found
}

const TYPES: Record<AttributeType, string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

function definition(name: string, { attributes, path }: Source): string {
  if (path === undefined) {
    return `CREATE TABLE ${identifier(name)} (${attributes.map(one => `${identifier(one.name)} ${TYPES[one.type]}`).join(', ')})`
  }
  const columns = attributes.map(one => identifier(one.name)).join(', ')
  return `CREATE VIEW ${identifier(name)} AS SELECT ${columns} FROM read_parquet(${literal(path)})`
}

type Result = { value: number | null; rows?: Record<string, Value>[] }
type Reading = (connection: DuckDBConnection, query: string, isCheck: boolean) => Promise<Result>

const NUMERIC = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]

const RESULTS: Record<Job['result'], Reading> = {
  async ids(connection, query, isCheck) {
    const counting = await connection.prepare(`SELECT count(DISTINCT id) FROM ${query} AS q(id)`)
    return { value: isCheck ? null : toNumber((await counting.runAndReadAll()).value(0, 0)) }
  },

  async number(connection, query, isCheck) {
    const reading = await connection.prepare(`SELECT * FROM ${query} LIMIT 2`)
    if (reading.columnCount !== 1)
      throw new SqlRefused(`It must give one number, and gives ${reading.columnCount} columns.`)
    if (!NUMERIC.includes(reading.columnTypeId(0))) {
      throw new SqlRefused(`It must give one number, and gives ${reading.columnType(0)}.`)
    }
    if (isCheck) return { value: null }
    const rows = await reading.runAndReadAll()
    if (rows.currentRowCount > 1) throw new SqlRefused('It must give one number, and gives more than one row.')
    return { value: rows.currentRowCount === 0 ? null : toNumber(rows.value(0, 0)) }
  },

  async rows(connection, query, isCheck) {
    const reading = await connection.prepare(`SELECT * FROM ${query} LIMIT ${SHOWN_ROWS}`)
    if (isCheck) return { value: null }
    const reader = await reading.runAndReadAll()
    const names = reader.deduplicatedColumnNames()
    const rows = reader
      .getRows()
      .map(row => Object.fromEntries(names.map((name, at) => [name, shown(toJson(row[at] ?? null))])))
    return { value: null, rows }
  },
}

const shown = (value: Value) =>
  typeof value === 'string' && value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value
