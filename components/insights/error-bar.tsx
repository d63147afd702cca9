'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'

/** Why the last refresh did not succeed, in full. Nothing where it did. */
export function ErrorBar({ error, hint }: { error: string | null; hint?: string }) {
  const t = useTranslations('insights')
  if (!error) return null
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('lastError')}</MessageBarTitle> {error}
        {hint && <div>{hint}</div>}
      </MessageBarBody>
    </MessageBar>
  )
}
