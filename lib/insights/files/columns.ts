import type { ColumnType } from '#lib/insights/files/column-type.ts'
import { place, type Staged } from '#lib/insights/files/staged.ts'
import { type Attribute, type AttributeType, type FileSource, IngestionError } from '#lib/insights/port.ts'

/** A column to be read: its place in the file, and its type where earlier refreshes or the format fixed that. */
export type PlannedColumn = { name: string; index: number; fixed: AttributeType | undefined }

/** `hasValues`: where the type is not fixed, whether there was a value to tell it by. */
export type Column = PlannedColumn & { type: ColumnType; hasValues: boolean }

/**
 * The columns of a version: those that earlier refreshes fixed, in their order, then what the file has beyond them.
 * @throws IngestionError where a fixed one, the primary key or the watermark is missing.
 */
export function planColumns(source: FileSource, staged: Staged): PlannedColumn[] {
  const header = place(staged, { line: staged.headerLine })
  const known = source.attributes ?? []
  for (const { name } of known) {
    if (staged.names.includes(name)) continue
    throw new IngestionError(`${header}: the column "${name}" is missing, which earlier refreshes had.`)
  }
  const { primaryKey } = source
  if (primaryKey !== undefined && !staged.names.includes(primaryKey)) {
    throw new IngestionError(`${header}: the column "${primaryKey}" is missing, which is the primary key.`)
  }
  const names = new Set([...known.map(({ name }) => name), ...staged.names])
  const { watermark } = source
  if (watermark !== undefined && !staged.names.includes(watermark)) {
    throw new IngestionError(`${header}: the column "${watermark}" is missing, which tells newer rows.`)
  }
  const types = new Map(known.map(({ name, type, provisional }) => [name, provisional ? undefined : type]))
  return [...names]
    .map(name => ({ name, index: staged.names.indexOf(name) }))
    .map(column => ({ ...column, fixed: types.get(column.name) ?? staged.told[column.index] }))
}

/** What is kept of the columns. Where no value told the type, the next refresh may. */
export const attributesOf = (columns: Column[]): Attribute[] =>
  columns.map(({ name, type, fixed, hasValues }) => ({
    name,
    type: type.type,
    ...(fixed === undefined && !hasValues && { provisional: true }),
  }))
