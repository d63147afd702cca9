'use client'

import { useTranslations } from 'use-intl/react'
import { StatusBadge, type Tone } from '#components/page/status-badge.tsx'
import type { ReplayView } from '#lib/deliveries/replays/view.ts'

const TONES: Record<ReplayView['status'], Tone> = {
  running: 'running',
  paused: 'paused',
  cancelled: 'skipped',
  completed: 'success',
}

export function ReplayStatus({ status }: { status: ReplayView['status'] }) {
  const t = useTranslations('replays')
  return <StatusBadge tone={TONES[status]}>{t(`status.${status}`)}</StatusBadge>
}
