'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'

/**
 * Goes to a page of ours; `to` is absolute or starts from this one (`?status=failed`). Where only the query changes, only
 * the address does: what it opens or filters is read from the API, so the server need not make the page again, and the
 * page stays where it is.
 */
export function useVisit() {
  const router = useRouter()
  // Until its effects have run, Next does not hear when the address changes.
  const alive = useRef(false)
  useEffect(() => {
    alive.current = true
  }, [])
  return useCallback(
    (to: string) => {
      const url = new URL(to, location.href)
      const path = url.pathname + url.search + url.hash
      if (!alive.current) location.assign(path)
      else if (url.pathname === location.pathname && url.search !== location.search) history.pushState(null, '', path)
      else router.push(path)
    },
    [router],
  )
}
