/** Time that passed unused, in a pause or without a worker, is not made up for beyond this. */
const BURST_MS = 1000

/** How many may be due at once: enough for half a second, so that pausing and cancelling take effect soon. */
export const room = (perSecond: number) => Math.max(10, Math.ceil(perSecond / 2))

const start = (now: number, pacedAt: number) => Math.max(pacedAt, now - BURST_MS)

/**
 * How many more may be made due now. Times in milliseconds.
 * @param pacedAt up to when the rate has been used
 * @param waiting of those that were made due, how many are still to be sent
 */
export function allowance(now: number, pacedAt: number, perSecond: number, waiting: number): number {
  const earned = Math.floor(((now - start(now, pacedAt)) * perSecond) / 1000)
  return Math.max(0, Math.min(earned, room(perSecond) - waiting))
}

/** Up to when the rate has been used once `count` more are due, in whole milliseconds. */
export const pacedUntil = (now: number, pacedAt: number, perSecond: number, count: number): number =>
  count === 0 ? pacedAt : start(now, pacedAt) + Math.ceil((count * 1000) / perSecond)
