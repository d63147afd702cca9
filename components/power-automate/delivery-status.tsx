'use client'

import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslations } from 'use-intl/react'
import { StatusBadge, type Tone } from '#components/page/status-badge.tsx'
import type { DeliveryStatusReason } from '#lib/deliveries/status-reason.ts'
import type { DeliveryView, DeliveryStatus as Status } from '#lib/deliveries/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const TONES: Record<Status, Tone> = {
  pending: 'waiting',
  sending: 'running',
  delivered: 'success',
  retrying: 'warning',
  failed: 'failure',
  cancelled: 'skipped',
}

export function DeliveryStatus({ status }: { status: Status }) {
  const t = useTranslations('powerAutomate')
  return <StatusBadge tone={TONES[status]}>{t(`deliveryStatus.${status}`)}</StatusBadge>
}

const useStyles = makeStyles({
  root: { display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** What happened, and to what. */
export function EventName({ delivery: { eventType, subject, isTest } }: { delivery: DeliveryView }) {
  const styles = useStyles()
  const t = useTranslations('powerAutomate')
  return (
    <span className={styles.root}>
      {t(`triggerName.${eventType as Trigger}`)}
      {subject && <span className={styles.quiet}>{subject}</span>}
      {isTest && (
        <Badge appearance="outline" color="informative">
          {t('test')}
        </Badge>
      )}
    </span>
  )
}

/** Why a delivery was not sent, in the person's language; in the API's where we have no words of our own for it. */
export function useDeliveryReason() {
  const t = useTranslations('powerAutomate')
  return ({ statusReason, statusReasonCode }: DeliveryView) => {
    const key = `deliveryReason.${statusReasonCode as DeliveryStatusReason}` as const
    return statusReasonCode !== undefined && t.has(key) ? t(key) : statusReason
  }
}
