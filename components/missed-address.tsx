'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Tells the router of an address that it missed: links work an instant before it listens for changes of the address, and
 * a click in that instant would change the address and open nothing.
 */
export function MissedAddress() {
  const router = useRouter()
  const heard = useSearchParams().toString()
  useEffect(() => {
    const actual = new URLSearchParams(location.search).toString()
    if (actual !== heard) router.replace(location.pathname + location.search, { scroll: false })
  }, [router, heard])
  return null
}
