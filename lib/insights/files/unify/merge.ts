import type { DuckDBConnection } from '@duckdb/node-api'
import { type Engine, literal } from '#lib/insights/files/engine.ts'
import { assignOneToOne } from '#lib/insights/files/unify/assign.ts'
import { customersSql, mergedType } from '#lib/insights/files/unify/customers-sql.ts'
import { rows } from '#lib/insights/files/unify/rows.ts'
import type { Attribute } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import { CUSTOMER_ID, type Definition, keyAttribute, type MappedEntity } from '#lib/insights/unification/definition.ts'
import type { Merged, MergeStep } from '#lib/insights/unification/unify.ts'

const RECORDS_PER_MEGABYTE = 500

const LINK_ATTRIBUTES: Attribute[] = [
  { name: CUSTOMER_ID, type: 'text' },
  { name: 'EntityName', type: 'text' },
  { name: 'RecordKey', type: 'text' },
  { name: 'Rule', type: 'text' },
  { name: 'Score', type: 'decimal' },
  { name: 'MatchedEntity', type: 'text' },
  { name: 'MatchedKey', type: 'text' },
]

/** Makes the customers of what was matched, and a link from every source record to its customer. */
export async function mergeRecords(
  engine: Engine,
  connection: DuckDBConnection,
  { definition, tables, matches, earlier, seed }: MergeStep,
  customers: string,
  links: string,
): Promise<Merged> {
  const order = inOrder(definition)
  await connection.run(`CREATE OR REPLACE TEMP TABLE matched AS FROM read_parquet(${literal(engine.path(matches))})`)
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE named (entity, name) AS VALUES ${order.map(({ entityName }, place) => `(${place}, ${literal(entityName)})`).join(', ')}`,
  )
  await keepIds(connection, earlier && engine.path(earlier))
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE identity AS
    SELECT first.record AS customer,
      coalesce(kept.id, format('{}-{}-5{}-a{}-{}', hex[:8], hex[9:12], hex[14:16], hex[18:20], hex[21:32])) AS id
    FROM (
      SELECT record, md5(concat_ws(chr(31), ${literal(seed)}, name, "key")) AS hex
      FROM matched JOIN named USING (entity) WHERE record = customer
    ) AS first LEFT JOIN kept ON kept.customer = first.record`)
  await connection.run(`
    COPY (
      SELECT id AS ${identifier(CUSTOMER_ID)}, own.name AS "EntityName", m."key" AS "RecordKey", m.rule AS "Rule",
        m.score AS "Score", other.name AS "MatchedEntity", partner."key" AS "MatchedKey"
      FROM matched AS m JOIN identity USING (customer) JOIN named AS own USING (entity)
      LEFT JOIN matched AS partner ON partner.record = m.partner
      LEFT JOIN named AS other ON other.entity = partner.entity
      ORDER BY id, m.record
    ) TO ${literal(links)} (FORMAT parquet)`)
  const types = Object.fromEntries(Object.entries(tables).map(([name, { attributes }]) => [name, attributes]))
  const merged = definition.merge.map(({ name, from }) => ({ name, type: mergedType(from, types) }))
  const from = (entityName: string) => `read_parquet(${literal(engine.path(tables[entityName]?.file ?? ''))})`
  const select = customersSql(definition, merged, order, from)
  const slices = await slicesFor(engine, connection)
  await connection.run(`CREATE OR REPLACE TEMP TABLE made AS ${select('FALSE')}`)
  for (let slice = 0; slice < slices; slice++) {
    await connection.run(`INSERT INTO made ${select(`m.customer % ${slices} = ${slice}`)}`)
  }
  await connection.run(`COPY (FROM made ORDER BY 1) TO ${literal(customers)} (FORMAT parquet)`)
  const [counts] = await rows<Pick<Merged, 'customers' | 'sourceRecords' | 'matched' | 'kept'>>(
    connection,
    `SELECT count(*)::DOUBLE AS customers, coalesce(sum(records), 0)::DOUBLE AS "sourceRecords",
       count_if(records > 1)::DOUBLE AS matched, (SELECT count(*) FROM kept)::DOUBLE AS kept
     FROM (SELECT count(*) AS records FROM matched GROUP BY customer)`,
  )
  for (const table of ['matched', 'named', 'kept', 'identity', 'made']) await connection.run(`DROP TABLE ${table}`)
  const {
    customers: made,
    sourceRecords,
    matched,
    kept,
  } = counts ?? { customers: 0, sourceRecords: 0, matched: 0, kept: 0 }
  return {
    customers: made,
    sourceRecords,
    matched,
    kept,
    added: made - kept,
    customerAttributes: [
      { name: CUSTOMER_ID, type: 'text' },
      ...merged,
      ...order.map(entity => ({ name: keyAttribute(entity), type: 'text' as const })),
    ],
    linkAttributes: LINK_ATTRIBUTES,
  }
}

/** Texts being grouped do not go to disk where memory ends, so customers are made in slices that fit. */
async function slicesFor({ settings }: Engine, connection: DuckDBConnection): Promise<number> {
  const [counted] = await rows<{ records: number }>(connection, 'SELECT count(*)::DOUBLE AS records FROM matched')
  return Math.max(1, Math.ceil((counted?.records ?? 0) / (settings.memoryMegabytes * RECORDS_PER_MEGABYTE)))
}

const inOrder = ({ map, match }: Definition): MappedEntity[] =>
  match.flatMap(({ entityName }) => map.filter(entity => entity.entityName === entityName))

/**
 * The table `kept` (customer, id): a customer keeps the id of the earlier customer with which it shares the most records,
 * and of two that would have the same id, the one that shares more; nobody else gets it.
 */
async function keepIds(connection: DuckDBConnection, earlier: string | undefined) {
  if (earlier === undefined) {
    await connection.run('CREATE OR REPLACE TEMP TABLE kept (customer INTEGER, id VARCHAR)')
    return
  }
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE wish AS
    SELECT customer AS l, id AS r, row_number() OVER (ORDER BY shared DESC, customer, id) AS rank FROM (
      SELECT m.customer, before.${identifier(CUSTOMER_ID)} AS id, count(*) AS shared
      FROM read_parquet(${literal(earlier)}) AS before
      JOIN named ON named.name = before."EntityName"
      JOIN matched AS m ON m.entity = named.entity AND m."key" = before."RecordKey"
      GROUP BY ALL
    )`)
  await assignOneToOne(connection)
  await connection.run('CREATE OR REPLACE TEMP TABLE kept AS SELECT l AS customer, r AS id FROM chosen')
}
