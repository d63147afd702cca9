import type { StatusReason } from '#lib/subscriptions/status-reason.ts'
import type { Subscription } from '#prisma/generated/client.ts'

/** Days after which something is done; 0: never. */
export type Patience = { autoPauseDays: number; orphanDays: number }

type Looked = Pick<Subscription, 'status' | 'statusReason' | 'statusSince' | 'failingSince' | 'lastDeliveryAt'>

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * What is to become of a subscription that nobody has cared for.
 * - `autoPause`: it failed for so long: an attempt failed still so many days after the first one that did. One of which
 *   nothing was tried since has not been failing.
 * - `orphan`: its receiver has refused the callback address for so long that the flow counts as gone.
 * - `remove`: its flow has been gone for so long.
 */
export function neglect(
  { status, statusReason, statusSince, failingSince, lastDeliveryAt }: Looked,
  { autoPauseDays, orphanDays }: Patience,
  now: Date,
): 'autoPause' | 'orphan' | 'remove' | undefined {
  const isOver = (since: Date, days: number, until = now) =>
    days > 0 && until.getTime() - since.getTime() >= days * DAY_MS
  if (status === 'failing' && failingSince && lastDeliveryAt) {
    return isOver(failingSince, autoPauseDays, lastDeliveryAt) ? 'autoPause' : undefined
  }
  if (status === 'paused' && statusReason === ('notAuthorised' satisfies StatusReason)) {
    return isOver(statusSince, orphanDays) ? 'orphan' : undefined
  }
  return status === 'gone' && isOver(statusSince, orphanDays) ? 'remove' : undefined
}
