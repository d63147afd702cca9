'use client'

import { Badge, Body1, Body1Strong, Caption1, Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { StatusBadge, type Tone } from '#components/page/status-badge.tsx'
import { RelativeTime } from '#components/page/time.tsx'
import { PAGES } from '#components/power-automate/paths.ts'
import { useListensTo } from '#components/power-automate/use-listens-to.ts'
import type { NoticeView } from '#lib/notices/view.ts'
import type { ReasonCode } from '#lib/subscriptions/silence/reasons.ts'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const TONES: Record<NoticeView['kind'], Tone> = {
  failing: 'failure',
  paused: 'paused',
  gone: 'skipped',
  silent: 'warning',
  recovered: 'success',
  firesAgain: 'success',
}

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  commands: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
})

type Props = {
  notice: NoticeView
  onRead: () => void
  /** Called when the link to what it is about is followed. */
  onLeave: () => void
}

export function NoticeItem({ notice, onRead, onLeave }: Props) {
  const styles = useStyles()
  const t = useTranslations('notices')
  const power = useTranslations('powerAutomate')
  const listensTo = useListensTo()
  const { kind, at, times, endedAt, about, isRead } = notice
  const { hook, isRemoved } = about
  const reason = useReasonOf(notice)
  const isEnd = kind === 'recovered' || kind === 'firesAgain'
  const isOver = !isEnd && endedAt !== undefined
  // What to do about the others is said by their reason.
  const advice = isEnd || kind === 'failing' ? t(kind) : ''
  const outlook = isRemoved ? t('removed') : isOver ? t('over') : advice
  const follow = () => {
    if (!isRead) onRead()
    onLeave()
  }
  return (
    <li className={styles.root}>
      <div className={styles.head}>
        <StatusBadge tone={TONES[kind]}>
          <Body1Strong>{t(`kind.${kind}`)}</Body1Strong>
        </StatusBadge>
        {!isRead && (
          <Badge color="brand" size="small">
            {t('unread')}
          </Badge>
        )}
      </div>
      <Body1>
        {power(`triggerName.${hook.trigger as Trigger}`)}, {listensTo(hook).object}
      </Body1>
      <Caption1 className={styles.quiet}>
        <RelativeTime at={at} /> · {hook.callbackHost}
      </Caption1>
      <Body1>{[!isEnd && reason, times > 1 && t('times', { count: times }), outlook].filter(Boolean).join(' ')}</Body1>
      <div className={styles.commands}>
        {!isRemoved && (
          <Link href={`${PAGES.subscriptions}?subscription=${hook.id}`} onClick={follow}>
            {t('show')}
          </Link>
        )}
        {!isRead && (
          <Link as="button" onClick={onRead}>
            {t('markRead')}
          </Link>
        )}
      </div>
    </li>
  )
}

/** In the person's language; in the API's where we have no words of our own for it. */
function useReasonOf({ kind, reasonCode, reason }: NoticeView): string | undefined {
  const t = useTranslations('powerAutomate')
  const silence = useTranslations('silence')
  const detail = `detail.${reasonCode as ReasonCode}` as const
  if (kind === 'silent' && silence.has(detail))
    return `${silence(detail)} ${silence(`remedy.${reasonCode as ReasonCode}`)}`
  const key = `hookReason.${reasonCode as StatusReason}` as const
  return reasonCode !== undefined && t.has(key) ? t(key) : reason
}
