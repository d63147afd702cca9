'use client'

import { useTranslations } from 'use-intl/react'
import { StatusBadge, type Tone } from '#components/page/status-badge.tsx'

/** A status in the words of the pages, for each of the API's four vocabularies: no value means two things. */
const STATUSES = {
  // Of a job or task
  queued: 'queued',
  needsUpdate: 'notStarted',
  running: 'processing',
  failed: 'failed',
  timedOut: 'failed',
  aborted: 'canceled',
  deleted: 'canceled',
  successful: 'successful',
  skipped: 'skipped',
  // Of a segment
  None: 'notStarted',
  Queued: 'queued',
  Running: 'refreshing',
  CompletedSuccess: 'successful',
  CompletedFailure: 'failed',
  Cancelled: 'canceled',
  Interrupted: 'failed',
  NotQualified: 'skipped',
  // Of a measure, beside running and failed
  none: 'notStarted',
  completed: 'successful',
  // Of a data source
  notUpdated: 'notStarted',
  updating: 'refreshing',
  updated: 'successful',
  updateFailed: 'failed',
  updateCancelled: 'canceled',
} as const

export type ApiStatus = keyof typeof STATUSES

const TONES: Record<(typeof STATUSES)[ApiStatus], Tone> = {
  notStarted: 'neutral',
  queued: 'waiting',
  processing: 'running',
  refreshing: 'running',
  successful: 'success',
  failed: 'failure',
  skipped: 'skipped',
  canceled: 'skipped',
}

/** How a refresh stands, as an icon and a word. */
export function InsightStatus({ status }: { status: ApiStatus }) {
  const t = useTranslations('insights')
  const key = STATUSES[status]
  return <StatusBadge tone={TONES[key]}>{t(`status.${key}`)}</StatusBadge>
}

export function useStatusText() {
  const t = useTranslations('insights')
  return (status: ApiStatus) => t(`status.${STATUSES[status]}`)
}
