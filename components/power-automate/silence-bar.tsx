'use client'

import { Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { PAGES } from '#components/power-automate/paths.ts'
import { isSilent, silenceOf } from '#components/power-automate/silence-of.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

/** How many subscriptions cannot fire, and for what; nothing where all can. */
export function SilenceBar({ hooks }: { hooks: HookView[] }) {
  const t = useTranslations('silence')
  const power = useTranslations('powerAutomate')
  const silent = hooks.filter(isSilent)
  if (silent.length === 0) return null
  const details = new Set(silent.flatMap(hook => silenceOf(hook).slice(0, 1)).map(({ code }) => t(`detail.${code}`)))
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('overviewTitle', { count: silent.length })}</MessageBarTitle> {[...details].join(' ')}{' '}
        <Link href={`${PAGES.subscriptions}?cannotFire=true`}>{power('seeSubscriptions')}</Link>
      </MessageBarBody>
    </MessageBar>
  )
}
