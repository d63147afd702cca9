import type { Measure, Segment, Threshold } from '#prisma/generated/client.ts'

/** A threshold as the API shows it (contract §3), with what it is on and where that stands now. */
export type ThresholdView = {
  thresholdId: string
  name: string | null
  segmentName?: string
  measureName?: string
  displayName: string
  value: number
  direction: 'above' | 'below'
  rearmMargin: number
  cooldownSeconds: number
  /** False while the value is beyond it: it fires only after the value has fallen back. */
  armed: boolean
  lastCrossedAt: string | null
  currentValue: number | null
  createdAt: string
}

type Row = Threshold & { segment: Segment | null; measure: Measure | null }

export const withObject = { segment: true, measure: true } as const

export function thresholdView({ segment, measure, ...threshold }: Row): ThresholdView {
  return {
    thresholdId: threshold.id,
    name: threshold.name,
    ...(segment && { segmentName: segment.name }),
    ...(measure && { measureName: measure.name }),
    displayName: segment?.friendlyName ?? measure?.displayName ?? '',
    value: threshold.value,
    direction: threshold.direction,
    rearmMargin: threshold.rearmMargin,
    cooldownSeconds: threshold.cooldownSeconds,
    armed: threshold.armed ?? true,
    lastCrossedAt: threshold.lastCrossedAt?.toISOString() ?? null,
    currentValue: segment?.value ?? measure?.value ?? null,
    createdAt: threshold.createdAt.toISOString(),
  }
}
