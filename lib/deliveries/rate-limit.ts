/** A token bucket: one token an attempt. Times in milliseconds of one clock. */
export type Bucket = { perSecond: number; tokens: number; at: number }

/** What a receiver may get at once after a rest: a tenth of its limit, so that a second never holds much more than that. */
export const BURST_SHARE = 10

export const burst = (perSecond: number) => Math.max(1, Math.floor(perSecond / BURST_SHARE))

export const fullBucket = (perSecond: number, now: number): Bucket => ({ perSecond, tokens: burst(perSecond), at: now })

export function refill(bucket: Bucket, now: number): Bucket {
  const gained = (Math.max(0, now - bucket.at) * bucket.perSecond) / 1000
  return { ...bucket, tokens: Math.min(burst(bucket.perSecond), bucket.tokens + gained), at: now }
}

export const isFull = (bucket: Bucket) => bucket.tokens >= burst(bucket.perSecond)
