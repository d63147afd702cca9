'use client'

import { useMemo } from 'react'
import { useLocale } from 'use-intl/react'

/** The things in the order of what people call them. `name` is the same function in every render. */
export function useSorted<Thing>(things: Thing[], name: (thing: Thing) => string): Thing[] {
  const locale = useLocale()
  return useMemo(() => {
    const { compare } = new Intl.Collator(locale, { numeric: true })
    return things.toSorted((a, b) => compare(name(a), name(b)))
  }, [things, name, locale])
}
