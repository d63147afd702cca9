import type { ReactNode } from 'react'
import { SWRConfig } from 'swr'
import { unstable_serialize } from 'swr/infinite'

type Props = {
  /** What the server has already read, by the API path that views read it from. */
  data?: Record<string, unknown>
  /** First pages of paged lists, by the API path of the list. */
  pages?: Record<string, unknown>
  children: ReactNode
}

/** Hands a view the data of its first paint. The view reads the same paths of the API from then on. */
export function Fallback({ data = {}, pages = {}, children }: Props) {
  const firstPages = Object.entries(pages).map(([path, page]) => [unstable_serialize(() => path), [page]])
  // As JSON, because that is what the API will answer: dates are strings, undefined members are left out.
  const fallback = JSON.parse(JSON.stringify({ ...data, ...Object.fromEntries(firstPages) }))
  return <SWRConfig value={{ fallback }}>{children}</SWRConfig>
}
