import type { DeliveryStatusReason } from '#lib/deliveries/status-reason.ts'

/** Of what was kept: everything, the latest of each object (a threshold, a data source; else of the trigger), or nothing. */
export type CatchUpChoice = 'all' | 'latest' | 'none'

export type CatchUp = { catchUp: CatchUpChoice; maxAgeHours?: number }

/** What becomes of all that was kept until `at`, as it is stored while not all of it is sorted. */
export type CatchUpPlan = {
  at: string
  choice: CatchUpChoice
  /** What is older is not sent. */
  since?: string
  /** With `latest`: the deliveries that are sent. */
  keep?: string[]
  /** Why the others are not. */
  reason: DeliveryStatusReason
}

const HOUR_MS = 3_600_000
const REASONS = { all: 'tooOld', latest: 'superseded', none: 'notWanted' } as const

export const EVERYTHING: CatchUp = { catchUp: 'all' }

/** @param at the moment of the choice, ISO 8601, by the database's clock @param keep the latest of each object */
export function planOf({ catchUp, maxAgeHours }: CatchUp, at: string, keep?: string[]): CatchUpPlan {
  const since = maxAgeHours === undefined ? undefined : new Date(Date.parse(at) - maxAgeHours * HOUR_MS).toISOString()
  return { at, choice: catchUp, since, keep, reason: REASONS[catchUp] }
}

/** Whether nothing at all is cancelled: then sending need not wait until everything is sorted. */
export const sendsEverything = ({ choice, since }: CatchUpPlan) => choice === 'all' && since === undefined

/** How long it takes to send so many at so many a second; undefined where no limit is set, so that only the receiver's pace counts. */
export const secondsToSend = (count: number, rateLimit: number | null): number | undefined =>
  rateLimit === null ? undefined : Math.ceil(count / rateLimit)
