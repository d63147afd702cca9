'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useVisit } from '#components/use-visit.ts'

/**
 * Which of a page's panes is open, and on what: it stands in the address (`?segment=NswContacts`), so that a pane can be
 * linked and Back closes it. One is open at a time; the rest of the query, such as a filter, stays.
 */
export function usePane<Name extends string>(...names: Name[]) {
  const query = useSearchParams()
  const path = usePathname()
  // Portals cannot be hydrated: a pane that the address opens appears once the page is alive.
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])

  const href = (name?: Name, value = '') => {
    const next = new URLSearchParams(query)
    for (const other of names) next.delete(other)
    if (name) next.set(name, value)
    return next.size > 0 ? `${path}?${next}` : path
  }
  const go = useVisit()
  const name = alive ? names.find(one => query.has(one)) : undefined
  return {
    pane: name && { name, value: query.get(name) ?? '' },
    href,
    open: (name: Name, value?: string) => go(href(name, value)),
    close: () => go(href()),
  }
}
