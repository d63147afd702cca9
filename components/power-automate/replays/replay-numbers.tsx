'use client'

import { useTranslations } from 'use-intl/react'
import { skippedIn } from '#components/power-automate/replays/skip-reasons.tsx'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'

/** How far a replay is, how fast it may go, and who started it. */
export function ReplayNumbers({ replay }: { replay: ReplayView }) {
  const t = useTranslations('replays')
  const { sent, matched, skipped, perSecond, requestedBy } = replay
  return [
    t('progress', { sent, matched }),
    skippedIn(skipped) > 0 && t('skippedCount', { count: skippedIn(skipped) }),
    t('perSecond', { count: perSecond }),
    t('by', { name: requestedBy }),
  ]
    .filter(Boolean)
    .join(' · ')
}
