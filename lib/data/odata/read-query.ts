import { parseFilter } from '#lib/data/odata/filter.ts'
import { parseOrderBy, parseSelect } from '#lib/data/odata/lists.ts'
import type { ItemQuery } from '#lib/data/schema.ts'
import type { Attribute, ReadQuery } from '#lib/insights/port.ts'

/**
 * The OData options as a query of the data port. One item more than a page has is asked for: it says that there are more.
 * What is equal in `$orderby` follows the primary key, so that no item is on two pages and none is on none.
 * @throws Invalid for an option that is not understood
 */
export function readQuery(query: ItemQuery, attributes: Attribute[], primaryKey: string | null): ReadQuery {
  const { $select, $filter, $orderby, $top, $skip, $count } = query
  const orderBy = $orderby === undefined ? [] : parseOrderBy($orderby, attributes)
  return {
    select: $select === undefined ? undefined : parseSelect($select, attributes),
    filter: $filter === undefined ? undefined : parseFilter($filter, attributes),
    orderBy:
      orderBy.length > 0 && primaryKey !== null ? [...orderBy, { attribute: primaryKey, descending: false }] : orderBy,
    top: $top + 1,
    skip: $skip,
    count: $count,
  }
}
