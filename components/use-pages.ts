'use client'

import useSWRInfinite from 'swr/infinite'
import type { ApiProblem } from '#components/api.ts'

export type Page<Row> = { value: Row[]; '@odata.nextLink'?: string }

/** A paged list of the API: the rows read so far, and how to read on by the next link. */
export function usePages<Row>(path: string) {
  const { data, error, size, setSize, isValidating } = useSWRInfinite<Page<Row>, ApiProblem>(
    (index, previous: Page<Row> | null) => (index === 0 ? path : nextPath(previous)),
    { revalidateAll: true, keepPreviousData: true },
  )
  const last = data?.at(-1)
  return {
    rows: data?.flatMap(page => page.value),
    problem: error,
    more: last ? nextPath(last) !== null : false,
    loadMore: () => setSize(size + 1),
    loadingMore: isValidating && size > (data?.length ?? 0),
  }
}

// The link is absolute, below APP_URL; the page may be open under another name of this machine.
function nextPath(page: Page<unknown> | null): string | null {
  const link = page?.['@odata.nextLink']
  if (!link) return null
  const url = new URL(link)
  return url.pathname + url.search
}
