'use client'

import { Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { DESTINATIONS, PAGES } from '#components/power-automate/paths.ts'
import { SilenceBar } from '#components/power-automate/silence-bar.tsx'
import type { HookView } from '#lib/subscriptions/view.ts'

const TROUBLES = ['failing', 'paused', 'gone'] as const

type Props = { isSetUp: boolean; hooks: HookView[]; failed: number }

/** What somebody should look at. Nothing where everything is well. */
export function TroubleBars({ isSetUp, hooks, failed }: Props) {
  const t = useTranslations('powerAutomate')
  const destinations = useTranslations('destinations')
  const troubled = hooks.filter(({ status }) => status !== 'active')
  const count = (status: string) => hooks.filter(hook => hook.status === status).length
  return (
    <>
      {!isSetUp && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('notSetUpTitle')}</MessageBarTitle> {t('notSetUp')}{' '}
            <Link href={DESTINATIONS}>{destinations('title')}</Link>
          </MessageBarBody>
        </MessageBar>
      )}
      {troubled.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('troubleTitle', { count: troubled.length })}</MessageBarTitle>{' '}
            {TROUBLES.filter(status => count(status) > 0)
              .map(status => t(`trouble.${status}`, { count: count(status) }))
              .join(' ')}{' '}
            <Link href={PAGES.subscriptions}>{t('seeSubscriptions')}</Link>
          </MessageBarBody>
        </MessageBar>
      )}
      <SilenceBar hooks={hooks} />
      {failed > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('failedTitle', { count: failed })}</MessageBarTitle>{' '}
            {t('failedText', { count: failed })}{' '}
            <Link href={`${PAGES.deliveries}?status=failed`}>{t('seeFailed')}</Link>
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}
