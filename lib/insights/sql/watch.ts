import { type Attribute, type Ingested, IngestionError, type Preview, type RelationSource } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'
import type { Ask } from '#lib/insights/sql/in-database.ts'
import { columnsOf, relationOf, sourceSql } from '#lib/insights/sql/relation.ts'
import { toRow } from '#lib/insights/sql/value.ts'

const PREVIEWED = 20
const HOUR_MS = 3_600_000

/** DataPort.ingest of a relation: nothing is copied, but the refresh fails where it could not be read. */
export async function watch(ask: Ask, source: RelationSource, now = new Date()): Promise<Ingested> {
  const attributes = sameColumns(await columnsOf(ask, source), source)
  const key = source.primaryKey
  const { freshness } = source
  const newest = freshness ? `max(${identifier(freshness.column)})` : 'NULL'
  const emptyKeys = key === undefined ? '0' : `count(*) FILTER (WHERE ${identifier(key)} IS NULL)`
  const { from } = relationOf({ ...source, attributes })
  const { rows } = await ask(`SELECT count(*), ${newest}, ${emptyKeys} FROM ${from} AS t`)
  const [count, latest, empty] = rows[0] ?? []
  if (Number(empty) > 0) throw new IngestionError(`The primary key ${key} is empty in ${empty} of ${count} rows.`)
  if (freshness) refuseStale(freshness, latest ?? null, now)
  return { rows: Number(count), attributes }
}

/** DataPort.preview of a relation. */
export async function previewRelation(ask: Ask, source: RelationSource): Promise<Preview> {
  const attributes = sameColumns(await columnsOf(ask, source), source)
  const { from } = relationOf({ ...source, attributes })
  const { rows } = await ask(`SELECT * FROM ${from} AS t LIMIT ${PREVIEWED}`)
  return { attributes, rows: rows.map(row => toRow(row, attributes)) }
}

/** The columns in the order of earlier refreshes, then new ones. @throws IngestionError where one of those is gone or another */
function sameColumns(found: Attribute[], source: RelationSource): Attribute[] {
  const { attributes: known = [], primaryKey, freshness } = source
  const types = new Map(found.map(({ name, type }) => [name, type]))
  if (types.size < found.length) throw new IngestionError(`${nameOf(source)} has two columns of the same name.`)
  for (const { name, type } of known) {
    const now = types.get(name)
    if (!now)
      throw new IngestionError(`${nameOf(source)}: the column "${name}" is missing, which earlier refreshes had.`)
    if (now !== type)
      throw new IngestionError(`${nameOf(source)}: the column "${name}" was ${type}, and is ${now} now.`)
  }
  for (const [name, what] of [
    [primaryKey, 'the primary key'],
    [freshness?.column, 'the column that tells how fresh it is'],
  ] as const) {
    if (name !== undefined && !types.has(name)) {
      throw new IngestionError(`${nameOf(source)}: the column "${name}" is missing, which is ${what}.`)
    }
  }
  const freshType = freshness && types.get(freshness.column)
  if (freshType && freshType !== 'date' && freshType !== 'timestamp') {
    throw new IngestionError(`${nameOf(source)}: the column "${freshness.column}" is ${freshType}, no date or time.`)
  }
  return [...known, ...found.filter(({ name }) => !known.some(attribute => attribute.name === name))]
}

const nameOf = (source: RelationSource) => (source.query === undefined ? sourceSql(source) : 'The query')

function refuseStale(
  { column, maxAgeHours }: NonNullable<RelationSource['freshness']>,
  latest: string | null,
  now: Date,
) {
  if (latest === null)
    throw new IngestionError(`There is no value in "${column}", so nothing says how fresh the rows are.`)
  const at = new Date(`${latest.replace(' ', 'T')}${latest.includes(' ') ? 'Z' : 'T24:00:00Z'}`)
  if (now.getTime() - at.getTime() <= maxAgeHours * HOUR_MS) return
  throw new IngestionError(
    `The newest row is of ${latest}${latest.includes(' ') ? ' UTC' : ''} ("${column}"), and may be ${maxAgeHours} hours old at most.`,
  )
}
