'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import type { Deployment } from '#components/destinations/set-up-pane.tsx'

/** Says plainly where no flow in the cloud can reach this console, why, and what to do about it. */
export function UnreachableBar({ deployment: { address, reason } }: { deployment: Deployment }) {
  const t = useTranslations('destinations')
  if (reason === 'public') return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('unreachableTitle')}</MessageBarTitle> {t(`unreachable.${reason}`, { address })}{' '}
        {t('unreachableRemedy')}
      </MessageBarBody>
    </MessageBar>
  )
}
