'use client'

import {
  Caption1,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { StatusBadge } from '#components/page/status-badge.tsx'
import { silenceOf } from '#components/power-automate/silence-of.ts'
import type { CannotFire } from '#lib/subscriptions/silence/describe.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

const useStyles = makeStyles({
  bars: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  line: { display: 'inline-flex', flexDirection: 'column', maxWidth: '30ch', marginTop: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Every reason for which a subscription cannot fire, with what to do and where. Its status is said elsewhere. */
export function CannotFireBars({ hook }: { hook: HookView }) {
  const styles = useStyles()
  const reasons = silenceOf(hook)
  if (reasons.length === 0) return null
  return (
    <div className={styles.bars}>
      {reasons.map(reason => (
        <Bar key={reason.code} reason={reason} />
      ))}
    </div>
  )
}

function Bar({ reason: { code, severity, place, link } }: { reason: CannotFire }) {
  const t = useTranslations('silence')
  const { pathname, search } = new URL(link)
  const page = new URLSearchParams(search)
  page.delete('environment')
  return (
    <MessageBar intent={severity === 'cannotFire' ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(severity === 'cannotFire' ? 'title' : 'titleNotNow')}</MessageBarTitle>{' '}
        {t(`detail.${code}`)} {t(`remedy.${code}`)}
      </MessageBarBody>
      {place !== 'subscription' && (
        <MessageBarActions>
          <Link href={page.size > 0 ? `${pathname}?${page}` : pathname}>{t(`places.${place}`)}</Link>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}

/** The same in a line, for a list: the most fundamental reason. */
export function CannotFireLine({ hook }: { hook: HookView }) {
  const styles = useStyles()
  const t = useTranslations('silence')
  const [first] = silenceOf(hook)
  if (!first) return null
  return (
    <span className={styles.line}>
      <StatusBadge tone={first.severity === 'cannotFire' ? 'warning' : 'waiting'}>
        {t(first.severity === 'cannotFire' ? 'title' : 'titleNotNow')}
      </StatusBadge>
      <Caption1 className={styles.quiet}>{t(`detail.${first.code}`)}</Caption1>
    </span>
  )
}
