import type { DeliveryFilter } from '#lib/deliveries/filter.ts'
import type { SkipReason } from '#lib/deliveries/replays/selection.ts'
import type { DeliveryStatus } from '#lib/deliveries/view.ts'
import type { Replay } from '#prisma/generated/client.ts'

/** Not sent again: the subscription was removed or its flow is gone, or the delivery was being sent or about to be. */
export type Skipped = Record<SkipReason, number>

/** A replay as the API shows it. */
export type ReplayView = {
  id: string
  status: 'running' | 'paused' | 'cancelled' | 'completed'
  /** What it was to send: all that match, or so many that were named. */
  filter?: DeliveryFilter
  deliveryCount?: number
  perSecond: number
  requestedBy: string
  createdAt: string
  endedAt?: string
  matched: number
  sent: number
  skipped: Skipped
}

/** What a replay would do. */
export type ReplayPreview = {
  matched: number
  /** Of those, how many would be sent; the rest is skipped. */
  toSend: number
  skipped: Skipped
  /** Of those to be sent, how many are kept until their subscription is resumed or answers again. */
  toKeep: number
  byStatus: { status: DeliveryStatus; count: number }[]
  /** The receivers with most to be sent, at most 20, and how many there are in all. */
  hooks: {
    hookId: string
    callbackHost: string
    status: 'active' | 'failing' | 'paused' | 'gone' | 'removed'
    matched: number
    toSend: number
    /** Callbacks a second. */
    rateLimit?: number
  }[]
  hookCount: number
  /** Receivers to whom anything would be sent. */
  receiverCount: number
  perSecond: number
  /** At this rate, and at the slowest receiver's own. */
  estimatedSeconds: number
}

export const replayView = (row: Replay): ReplayView => ({
  id: row.id,
  status: row.state,
  filter: (row.filter as DeliveryFilter | null) ?? undefined,
  deliveryCount: row.filter === null ? row.deliveryIds.length : undefined,
  perSecond: row.perSecond,
  requestedBy: row.requestedBy,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString(),
  matched: row.matched,
  sent: row.sent,
  skipped: {
    removed: row.skippedRemoved,
    gone: row.skippedGone,
    sending: row.skippedSending,
    waiting: row.skippedWaiting,
  },
})
