'use client'

import type { MouseEvent, ReactNode } from 'react'
import { MissedAddress } from '#components/missed-address.tsx'
import { useVisit } from '#components/use-visit.ts'

/** Turns clicks on plain links to our own pages into client navigation: Fluent's components render plain anchors. */
export function RouterLinks({ children }: { children: ReactNode }) {
  const visit = useVisit()
  const follow = (event: MouseEvent) => {
    const page = ownPage(event)
    if (!page) return
    event.preventDefault()
    visit(page.href)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what people use; Enter on one is a click
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div onClick={follow}>
      <MissedAddress />
      {children}
    </div>
  )
}

function ownPage(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined
  const url = new URL(link.href)
  const isPage = url.origin === location.origin && !/^\/(api|oauth)\//.test(url.pathname)
  const isJump = url.pathname === location.pathname && url.hash !== ''
  return isPage && !isJump ? url : undefined
}
