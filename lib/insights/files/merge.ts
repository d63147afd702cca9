import { parse } from '#lib/insights/files/column-type.ts'
import type { Column } from '#lib/insights/files/columns.ts'
import { type Engine, literal } from '#lib/insights/files/engine.ts'
import { place, rawColumn, type Staged } from '#lib/insights/files/staged.ts'
import { type Attribute, type FileSource, IngestionError } from '#lib/insights/port.ts'
import { identifier } from '#lib/insights/rule-sql.ts'

/** How newer rows come into what is there already. */
export type Merge = { key: Column; watermark: Column; previous: { from: string; attributes: Attribute[] } | undefined }

/** @throws IngestionError where the watermark is of a type that has no newer and older */
export function mergeOf(engine: Engine, source: FileSource, staged: Staged, columns: Column[]): Merge | undefined {
  const key = columns.find(({ name }) => name === source.primaryKey)
  const watermark = columns.find(({ name }) => name === source.watermark)
  if (!key || !watermark) return undefined
  const isEmpty = watermark.fixed === undefined && !watermark.hasValues
  if (!isEmpty && ['text', 'boolean'].includes(watermark.type.type)) {
    const header = place(staged, { line: staged.headerLine })
    throw new IngestionError(
      `${header}: the column "${watermark.name}" tells no newer rows: it is no number, date or time.`,
    )
  }
  const { previous, attributes = [] } = source
  const isTold = attributes.some(({ name, provisional }) => name === watermark.name && !provisional)
  const from = previous !== undefined && isTold && `read_parquet(${literal(engine.path(previous))})`
  return { key, watermark, previous: from ? { from, attributes } : undefined }
}

/**
 * The newest row of each key, and what the version before has of the other keys. Rows as new as the newest are taken
 * again, as one of them may have come after the last refresh; that adds none twice.
 */
export function merged(rows: string, { key, watermark, previous }: Merge, columns: Column[]): string {
  const [keyValue, watermarkValue] = [key, watermark].map(({ index, type }) => parse(rawColumn(index), type))
  const newest = `QUALIFY row_number() OVER (PARTITION BY ${keyValue} ORDER BY ${watermarkValue} DESC, raw.line DESC) = 1`
  if (!previous) return `${rows} ${newest}`
  const last = `(SELECT max(${identifier(watermark.name)}) FROM ${previous.from})`
  const name = identifier(key.name)
  // What had no value before has no type that it could be joined by.
  const kept = previous.attributes.filter(
    attribute => !attribute.provisional && columns.some(column => column.name === attribute.name),
  )
  return `WITH newer AS MATERIALIZED (${rows} WHERE coalesce(${watermarkValue} >= ${last}, TRUE) ${newest})
    SELECT * FROM newer UNION ALL BY NAME
    SELECT ${kept.map(attribute => identifier(attribute.name)).join(', ')} FROM ${previous.from} AS before
    WHERE NOT EXISTS (SELECT 1 FROM newer WHERE newer.${name} = before.${name})`
}
