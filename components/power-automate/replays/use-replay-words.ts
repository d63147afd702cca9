'use client'

import { useTranslations } from 'use-intl/react'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

/** What a replay is about, in words: "Status: Failed · Segment threshold crossed". */
export function useReplayName() {
  const t = useTranslations('replays')
  const words = useTranslations('powerAutomate')
  return ({ filter, deliveryCount }: Pick<ReplayView, 'filter' | 'deliveryCount'>) => {
    if (!filter) return t('named', { count: deliveryCount ?? 0 })
    const parts = [
      filter.status && t('withStatus', { status: words(`deliveryStatus.${filter.status}`) }),
      filter.type && words(`triggerName.${filter.type as Trigger}`),
      filter.hookId && t('ofOneSubscription'),
      filter.eventId && t('ofOneEvent'),
      (filter.from || filter.to) && t('ofATime'),
    ].filter(Boolean)
    return parts.length > 0 ? parts.join(' · ') : t('allOfThem')
  }
}

/** About how long something takes: "40 seconds", "3 minutes". */
export function useAbout() {
  const t = useTranslations('replays')
  return (seconds: number) => {
    if (seconds < 100) return t('seconds', { count: Math.max(1, seconds) })
    return seconds < 6000
      ? t('minutes', { count: Math.round(seconds / 60) })
      : t('hours', { count: Math.round(seconds / 3600) })
  }
}
