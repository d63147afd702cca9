import { deliveryReasonSentence } from '#lib/deliveries/status-reason.ts'
import type { DeliveryState } from '#prisma/generated/enums.ts'

export type DeliveryStatus = 'pending' | 'sending' | 'delivered' | 'retrying' | 'failed' | 'cancelled'

/** A delivery as lists show it (contract §4). */
export type DeliveryView = {
  id: string
  eventId: string
  eventType: string
  isTest?: true
  /** What the event is about, as people name it. */
  subject?: string
  hookId: string
  callbackHost: string
  status: DeliveryStatus
  /** Why it was cancelled. */
  statusReason?: string
  statusReasonCode?: string
  createdAt: string
  settledAt?: string
  /** When it is tried again. */
  nextAttemptAt?: string
  statusCode?: number
  error?: string
  attemptCount: number
}

export type DeliveryDetail = DeliveryView & {
  /** The callback's body. */
  event: unknown
  attempts: AttemptView[]
}

export type AttemptView = {
  number: number
  startedAt: string
  durationMs?: number
  statusCode?: number
  error?: string
  outcome: string
  /** The receiver may have had it already: an earlier attempt's outcome is unknown. */
  possibleDuplicate?: true
  runId?: string
  /** The first bytes that the receiver answered; only for roles that may see them. */
  response?: string
}

/** What people call a delivery's state: waiting for the first time is pending, waiting again is retrying. */
export function statusOf(state: DeliveryState, tries: number): DeliveryStatus {
  if (state === 'due') return tries === 0 ? 'pending' : 'retrying'
  return state === 'scheduled' ? 'retrying' : state
}

export type DeliveryRow = {
  id: string
  eventId: string
  subscriptionId: string
  state: DeliveryState
  tries: number
  dueAt: Date
  createdAt: Date
  settledAt: Date | null
  statusCode: number | null
  error: string | null
  cancelReason: string | null
  attemptCount: number
  type: string
  isTest: boolean
  payload: unknown
  callbackHost: string
}

export function deliveryView(row: DeliveryRow): DeliveryView {
  const cancelReason = row.state === 'cancelled' ? row.cancelReason : null
  return {
    id: row.id,
    eventId: row.eventId,
    eventType: row.type,
    isTest: row.isTest || undefined,
    subject: subjectOf(row.payload),
    hookId: row.subscriptionId,
    callbackHost: row.callbackHost,
    status: statusOf(row.state, row.tries),
    statusReason: deliveryReasonSentence(cancelReason),
    statusReasonCode: cancelReason ?? undefined,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString(),
    nextAttemptAt: row.state === 'scheduled' ? row.dueAt.toISOString() : undefined,
    statusCode: row.statusCode ?? undefined,
    error: row.error ?? undefined,
    attemptCount: row.attemptCount,
  }
}

const SUBJECT_FIELDS = ['segmentDisplayName', 'measureDisplayName', 'dataSourceName'] as const

function subjectOf(payload: unknown): string | undefined {
  const fields = payload as Partial<Record<(typeof SUBJECT_FIELDS)[number], string>>
  return SUBJECT_FIELDS.map(name => fields[name]).find(value => value !== undefined)
}
