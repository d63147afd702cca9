'use client'

import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useProblemText } from '#components/problem-text.ts'

/** What went wrong, where it went wrong: above a form, in place of a list. Nothing where nothing did. */
export function ProblemBar({ problem, action }: { problem: unknown; action?: ReactNode }) {
  const text = useProblemText()
  if (!problem) return null
  const { title, detail } = text(problem)
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {detail}
      </MessageBarBody>
      {action && <MessageBarActions>{action}</MessageBarActions>}
    </MessageBar>
  )
}
