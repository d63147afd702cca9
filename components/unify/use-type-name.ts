'use client'

import { useTranslations } from 'use-intl/react'
import type { SemanticType } from '#lib/insights/unification/definition.ts'

/** A semantic type in words; one of the maker's own as it is. */
export function useTypeName() {
  const t = useTranslations('unify')
  return (type: SemanticType): string => {
    const key = `types.${type.replace('.', '')}` as 'types.PersonFirstName'
    return t.has(key) ? t(key) : type
  }
}
