'use client'

import { useTranslations } from 'use-intl/react'
import { useAccess } from '#components/access.tsx'
import { send } from '#components/api.ts'
import { usePaths } from '#components/insights/use-paths.ts'
import { useWrite } from '#components/use-write.ts'
import type { JobOperation } from '#lib/insights/jobs/schema.ts'

/** Starts a refresh job: of what is named, by id or unique name, or of everything of its kind; also of what depends on it. */
export function useRefresh(operation: JobOperation) {
  const { api } = useAccess()
  const paths = usePaths()
  const t = useTranslations('insights')
  const { write, pending } = useWrite('toast')
  const refresh = (identifiers: string[] = [], { downstream = false } = {}) => {
    const query = new URLSearchParams({ operationType: operation, ...(downstream && { downstream: 'true' }) })
    if (identifiers.length > 0) query.set('identifiers', identifiers.join(','))
    return write(() => send('POST', `${api}/workflows/main/jobs?${query}`), {
      done: t('refreshStarted'),
      changes: paths.all,
    })
  }
  return { refresh, pending }
}
