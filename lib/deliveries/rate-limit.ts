/** A token bucket: one token an attempt. Times in milliseconds of one clock. */
export type Bucket = { perSecond: number; tokens: number; at: number }

/** What a receiver may get at once after a rest; small, so that a second never holds much more than the limit. */
const BURST_SECONDS = 0.1

const burst = (perSecond: number) => Math.max(1, perSecond * BURST_SECONDS)

export const fullBucket = (perSecond: number, now: number): Bucket => ({ perSecond, tokens: burst(perSecond), at: now })

export function refill(bucket: Bucket, now: number): Bucket {
  const gained = (Math.max(0, now - bucket.at) * bucket.perSecond) / 1000
  return { ...bucket, tokens: Math.min(burst(bucket.perSecond), bucket.tokens + gained), at: now }
}

export const isFull = (bucket: Bucket) => bucket.tokens >= burst(bucket.perSecond)
