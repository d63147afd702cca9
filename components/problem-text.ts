'use client'

import { useCallback } from 'react'
import { useTranslations } from 'use-intl/react'
import { ApiProblem } from '#components/api.ts'

/** A problem in words: its kind in the person's language, and what the API said about it. */
export function useProblemText() {
  const t = useTranslations('common')
  return useCallback(
    (problem: unknown): { title: string; detail: string } => {
      if (!(problem instanceof ApiProblem)) return { title: t('problem.Other'), detail: t('unexpected') }
      const key = `problem.${problem.code}` as 'problem.Other'
      const title = t.has(key) ? t(key) : t('problem.Other')
      const detail = problem.code === 'Unreachable' ? t('unreachable') : problem.message || t('unexpected')
      return { title, detail }
    },
    [t],
  )
}
