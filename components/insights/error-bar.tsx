'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

type Props = { error: string | null; hint?: string; hasSucceeded?: boolean }

/** Why the last refresh did not succeed, in full; or, where it has, what the next one will meet. */
export function ErrorBar({ error, hint, hasSucceeded = false }: Props) {
  const t = useTranslations('insights')
  if (!error) return null
  return (
    <MessageBar intent={hasSucceeded ? 'warning' : 'error'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(hasSucceeded ? 'attention' : 'lastError')}</MessageBarTitle> {error}
        {hint && <div>{hint}</div>}
      </MessageBarBody>
    </MessageBar>
  )
}
