'use client'

import { useTranslations } from 'use-intl/react'
import type { TaskView } from '#lib/insights/jobs/view.ts'

/** How far a task that runs is, in words; nothing where it cannot tell. */
export function useProgressText() {
  const t = useTranslations('system')
  return ({ progress }: Pick<TaskView, 'progress'>): string | null => {
    if (!progress) return null
    return 'percent' in progress ? t('percent', { percent: Math.floor(progress.percent) }) : t('rowsSoFar', progress)
  }
}
