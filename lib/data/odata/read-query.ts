import { parseFilter } from '#lib/data/odata/filter.ts'
import { parseOrderBy, parseSelect } from '#lib/data/odata/lists.ts'
import type { ItemQuery } from '#lib/data/schema.ts'
import type { Attribute, ReadQuery } from '#lib/insights/port.ts'

/**
 * The OData options as a query of the data port. One item more than a page has is asked for: it says that there are more.
 * @throws Invalid for an option that is not understood
 */
export function readQuery(query: ItemQuery, attributes: Attribute[]): ReadQuery {
  const { $select, $filter, $orderby, $top, $skip, $count } = query
  return {
    select: $select === undefined ? undefined : parseSelect($select, attributes),
    filter: $filter === undefined ? undefined : parseFilter($filter, attributes),
    orderBy: $orderby === undefined ? undefined : parseOrderBy($orderby, attributes),
    top: $top + 1,
    skip: $skip,
    count: $count,
  }
}
