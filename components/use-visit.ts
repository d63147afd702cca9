'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'

/**
 * Goes to a page of ours. Where only the query changes, only the address does: what it opens or filters is read from the
 * API, so the server need not make the page again, and the page stays where it is.
 */
export function useVisit() {
  const router = useRouter()
  return useCallback(
    (to: URL) => {
      const path = to.pathname + to.search + to.hash
      if (to.pathname === location.pathname && to.search !== location.search) history.pushState(null, '', path)
      else router.push(path)
    },
    [router],
  )
}
