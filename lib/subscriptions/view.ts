import type { Transaction } from '#lib/database/client.ts'
import { type CannotFire, cannotFire } from '#lib/subscriptions/silence/describe.ts'
import { reasonSentence } from '#lib/subscriptions/status-reason.ts'
import type { Subscription } from '#prisma/generated/client.ts'

/** A subscription as the API shows it: of the callback address its host and nothing else. */
export type HookView = {
  id: string
  trigger: string
  status: 'active' | 'failing' | 'paused' | 'gone'
  statusReason?: string
  statusReasonCode?: string
  statusSince: string
  /** Why it cannot fire, the most fundamental reason first; left out where it can. */
  cannotFire?: CannotFire[]
  /** When a flow that is off, or a receiver whose circuit is open, is asked again with the oldest delivery. */
  nextProbeAt?: string
  callbackHost: string
  owner: { type: 'person' | 'key' | 'deployment'; id?: string; name: string }
  parameters: {
    dataSourceId?: string
    dataSourceName?: string
    segmentName?: string
    segmentDisplayName?: string
    measureName?: string
    measureDisplayName?: string
    threshold?: number
    thresholdId?: string
    onlyOnStateChange?: boolean
    submissionKind?: string
    status?: string
  }
  /** Until then the secret before the present one signs too. */
  previousSecretUntil?: string
  createdAt: string
  lastDeliveryAt?: string
  lastStatusCode?: number
  /** Callbacks a second that it gets at most; left out where it gets as many as it takes. */
  rateLimit?: number
  consecutiveFailures: number
}

/** Shows subscriptions with the names of what they listen to; names of what was deleted are left out. */
export async function hookViews(tx: Transaction, rows: Subscription[]): Promise<HookView[]> {
  const ids = (pick: (row: Subscription) => string | null) => ({ id: { in: rows.map(pick).filter(id => id !== null) } })
  const [sources, segments, measures, thresholds] = await Promise.all([
    tx.dataSource.findMany({ where: ids(row => row.dataSourceId), select: { id: true, friendlyName: true } }),
    tx.segment.findMany({ where: ids(row => row.segmentId), select: { id: true, name: true, friendlyName: true } }),
    tx.measure.findMany({ where: ids(row => row.measureId), select: { id: true, name: true, displayName: true } }),
    tx.threshold.findMany({ where: ids(row => row.thresholdId), select: { id: true, value: true } }),
  ])
  const source = byId(sources)
  const segment = byId(segments)
  const measure = byId(measures)
  const threshold = byId(thresholds)
  return rows.map(row => {
    const parameters = {
      dataSourceId: row.dataSourceId ?? undefined,
      dataSourceName: source.get(row.dataSourceId)?.friendlyName,
      segmentName: segment.get(row.segmentId)?.name,
      segmentDisplayName: segment.get(row.segmentId)?.friendlyName,
      measureName: measure.get(row.measureId)?.name,
      measureDisplayName: measure.get(row.measureId)?.displayName,
      threshold: threshold.get(row.thresholdId)?.value,
      thresholdId: row.thresholdId ?? undefined,
      onlyOnStateChange: row.onlyOnStateChange || undefined,
      submissionKind: row.submissionKind ?? undefined,
      status: row.statusFilter ?? undefined,
    }
    const reasons = cannotFire(row, { id: row.id, ...parameters })
    return {
      id: row.id,
      trigger: row.trigger,
      status: row.status,
      statusReason: reasonSentence(row.statusReason),
      statusReasonCode: row.statusReason ?? undefined,
      statusSince: row.statusSince.toISOString(),
      cannotFire: reasons.length > 0 ? reasons : undefined,
      nextProbeAt: row.probeAt?.toISOString(),
      callbackHost: row.callbackHost,
      owner: { type: row.ownerType, id: row.ownerId ?? undefined, name: row.ownerName },
      parameters,
      previousSecretUntil: later(row.previousSecretUntil)?.toISOString(),
      createdAt: row.createdAt.toISOString(),
      lastDeliveryAt: row.lastDeliveryAt?.toISOString(),
      lastStatusCode: row.lastStatusCode ?? undefined,
      rateLimit: row.rateLimit ?? undefined,
      consecutiveFailures: row.consecutiveFailures,
    }
  })
}

const later = (time: Date | null) => (time !== null && time > new Date() ? time : undefined)

const byId = <T extends { id: string }>(rows: T[]): Map<string | null, T> => new Map(rows.map(row => [row.id, row]))
