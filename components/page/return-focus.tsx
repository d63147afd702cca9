'use client'

import { useEffect, useState } from 'react'

/**
 * In a dialog or pane: once it is gone, gives the focus back to what had it before. Where that is gone too, the pane
 * below takes it, or the page: without a focus in it, a pane that is still open would be hidden from screen readers.
 */
export function ReturnFocus() {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const isThere = before?.isConnected && before !== document.body
      const place = isThere ? before : ([...document.querySelectorAll('[role="dialog"]')].at(-1) ?? main())
      if (place instanceof HTMLElement) place.focus()
    },
    [before],
  )
  return null
}

const main = () => document.getElementById('main')
