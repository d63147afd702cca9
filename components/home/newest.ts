/** The newest first; what has no time yet comes last. */
export const newest = <Item>(items: Item[], at: (item: Item) => string | null): Item[] =>
  items.toSorted((a, b) => (at(b) ?? '').localeCompare(at(a) ?? ''))
