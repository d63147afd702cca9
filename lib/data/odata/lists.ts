import { Reader } from '#lib/data/odata/reader.ts'
import type { Attribute, ReadQuery } from '#lib/insights/port.ts'

/** Reads a `$select`: names of attributes, or `*` for all of them, which is undefined here. @throws Invalid */
export function parseSelect(text: string, attributes: Attribute[]): string[] | undefined {
  const reader = new Reader('$select', text, attributes)
  if (reader.takeIf('*')) {
    reader.expectEnd()
    return undefined
  }
  const names = list(reader, () => reader.takeAttribute().name)
  return [...new Set(names)]
}

/** Reads an `$orderby`: names of attributes, each with `asc` or `desc` if wanted. @throws Invalid */
export function parseOrderBy(text: string, attributes: Attribute[]): NonNullable<ReadQuery['orderBy']> {
  const reader = new Reader('$orderby', text, attributes)
  return list(reader, () => {
    const { name } = reader.takeAttribute()
    const descending = !reader.takeIf('asc') && reader.takeIf('desc')
    return { attribute: name, descending }
  })
}

function list<T>(reader: Reader, item: () => T): T[] {
  const items = [item()]
  while (reader.takeIf(',')) items.push(item())
  reader.expectEnd('a comma')
  return items
}
