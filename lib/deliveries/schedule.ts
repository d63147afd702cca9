const SECONDS = 1000
const MINUTES = 60 * SECONDS
const HOURS = 60 * MINUTES

/** Waits between attempts; after the last one's attempt the delivery has failed (design §4.8). */
export const RETRY_DELAYS_MS = [
  5 * SECONDS,
  30 * SECONDS,
  2 * MINUTES,
  10 * MINUTES,
  30 * MINUTES,
  1 * HOURS,
  3 * HOURS,
  6 * HOURS,
  12 * HOURS,
  24 * HOURS,
]

const MAX_RETRY_AFTER_MS = 24 * HOURS
const JITTER = 0.1

/**
 * How long to wait after the `tries`th attempt (1 = the first), or undefined where it was the last. What the receiver
 * asked for (`retryAfterMs`) is waited in full, up to a day; jitter spreads what failed together.
 * @param random from 0 to 1
 */
export function retryDelay(tries: number, retryAfterMs: number | undefined, random: number): number | undefined {
  const scheduled = RETRY_DELAYS_MS[tries - 1]
  if (scheduled === undefined) return undefined
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)
  return Math.round(Math.max(asked * (1 + JITTER * random), scheduled * (1 - JITTER + 2 * JITTER * random)))
}

/**
 * Retry-After in seconds or as an HTTP date (RFC 9110 §10.2.3), as milliseconds from now; undefined where it says nothing.
 * @param now by the clock that made the date
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d+$/.test(header.trim())) return Number(header) * SECONDS
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
