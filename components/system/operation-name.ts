'use client'

import { useTranslations } from 'use-intl/react'

/** What a job does, in words. */
export function useOperationName() {
  const t = useTranslations('system')
  return (operationType: string): string => {
    const key = `operations.${operationType}` as 'operations.all'
    return t.has(key) ? t(key) : t('operations.other')
  }
}
