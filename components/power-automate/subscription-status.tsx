'use client'

import { Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { StatusBadge, type Tone } from '#components/page/status-badge.tsx'
import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { HookView } from '#lib/subscriptions/view.ts'

const TONES: Record<HookView['status'], Tone> = {
  active: 'success',
  failing: 'failure',
  paused: 'paused',
  gone: 'skipped',
}

const useStyles = makeStyles({
  root: { display: 'inline-flex', flexDirection: 'column', maxWidth: '30ch' },
  reason: { color: tokens.colorNeutralForeground3 },
})

/** The status, and why it is not simply active. */
export function SubscriptionStatus({ hook }: { hook: HookView }) {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  const reason = useReason()(hook)
  return (
    <span className={styles.root}>
      <StatusBadge tone={TONES[hook.status]}>{t(`hookStatus.${hook.status}`)}</StatusBadge>
      {reason && <Caption1 className={styles.reason}>{reason}</Caption1>}
    </span>
  )
}

/** Why a subscription is as it is, in the person's language; in the API's where we have no words of our own for it. */
export function useReason() {
  const t = useTranslations('powerAutomate')
  return ({ statusReason, statusReasonCode }: HookView) => {
    const key = `hookReason.${statusReasonCode as StatusReason}` as const
    return statusReasonCode !== undefined && t.has(key) ? t(key) : statusReason
  }
}
