'use client'

import { useTranslations } from 'use-intl/react'
import type { BusinessDefinition } from '#lib/insights/measures/definition.ts'

type Props = { definition: Pick<BusinessDefinition, 'entityName' | 'aggregate'> }

/** What is calculated, in words: "Average age in Contact". */
export function Calculation({ definition: { entityName, aggregate } }: Props) {
  const t = useTranslations('measures')
  const { operation, attribute } = aggregate
  if (attribute === undefined) return t('described.count', { entity: entityName })
  return t(`described.${operation === 'count' ? 'countOf' : operation}`, { entity: entityName, attribute })
}
