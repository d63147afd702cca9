import type { Claimed, Wanted } from '#lib/deliveries/claim.ts'
import type { Held } from '#lib/deliveries/shards.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'

/** How many attempts may be under way at once. */
export type Caps = {
  all: number
  perSubscription: number
  /** A receiver that fails gets this many until it answers again. */
  whileFailing: number
  subscriptionsPerClaim: number
}

type Subscription = { shard: number; underWay: number; waiting: boolean; failing: boolean }

/**
 * What one worker remembers between claims: which subscriptions have something due, and what is under way. Nothing in it
 * must survive: the deliveries in the database are the truth, and the poll fills it again.
 */
export function ledger(caps: Caps) {
  const subscriptions = new Map<string, Subscription>()
  const underWay = new Set<Claimed>()
  let cursor = 0

  function entry(id: string): Subscription {
    const known = subscriptions.get(id)
    if (known) return known
    const made = { shard: shardOf(id), underWay: 0, waiting: false, failing: false }
    subscriptions.set(id, made)
    return made
  }

  function forgetIdle(id: string) {
    const known = subscriptions.get(id)
    if (known && known.underWay === 0 && !known.waiting && !known.failing) subscriptions.delete(id)
  }

  return {
    /** Claimed and not yet settled. */
    underWay: underWay as ReadonlySet<Claimed>,

    busyShards: () => new Set([...underWay].map(({ shard }) => shard)),

    /** Something is due for the subscription, in a shard that this worker holds. */
    wait(id: string) {
      entry(id).waiting = true
    },

    /** Subscriptions with something due and room for it, from a cursor that moves on so that nobody is favoured. */
    wanted(held: ReadonlyMap<number, Held>): Wanted[] {
      const result: Wanted[] = []
      let free = caps.all - underWay.size
      const entries = [...subscriptions]
      for (let step = 0; step < entries.length && free > 0 && result.length < caps.subscriptionsPerClaim; step++) {
        const [subscriptionId, subscription] = entries[(cursor + step) % entries.length] ?? []
        if (!subscriptionId || !subscription?.waiting) continue
        const holding = held.get(subscription.shard)
        const cap = subscription.failing ? caps.whileFailing : caps.perSubscription
        const room = Math.min(cap - subscription.underWay, free)
        if (!holding || room <= 0) continue
        result.push({ subscriptionId, held: holding, room })
        free -= room
      }
      cursor = entries.length > 0 ? (cursor + 1) % entries.length : 0
      return result
    },

    /** A claim begins. Forgotten before its answer, so that what is said while it runs counts for the next one. */
    claiming(wants: Wanted[]) {
      for (const { subscriptionId } of wants) entry(subscriptionId).waiting = false
    },

    notClaimed(wants: Wanted[]) {
      for (const { subscriptionId } of wants) entry(subscriptionId).waiting = true
    },

    /** The claim's answer: who got all that there was room for has probably more. */
    claimed(wants: Wanted[], claimed: Claimed[]) {
      const counts = new Map<string, number>()
      for (const one of claimed) {
        underWay.add(one)
        entry(one.subscriptionId).underWay += 1
        counts.set(one.subscriptionId, (counts.get(one.subscriptionId) ?? 0) + 1)
      }
      for (const { subscriptionId, room } of wants) {
        if ((counts.get(subscriptionId) ?? 0) >= room) entry(subscriptionId).waiting = true
        forgetIdle(subscriptionId)
      }
    },

    answered({ subscriptionId }: Claimed, failing: boolean) {
      entry(subscriptionId).failing = failing
    },

    settled(claimed: Claimed) {
      underWay.delete(claimed)
      entry(claimed.subscriptionId).underWay -= 1
      forgetIdle(claimed.subscriptionId)
    },
  }
}
