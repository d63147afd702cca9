import type { Claimed, Wanted } from '#lib/deliveries/claim.ts'
import { type Capacity, LANES, type Lane, type PerLane, perLane, roomFor } from '#lib/deliveries/lanes.ts'
import { type Bucket, burst, fullBucket, isFull, refill } from '#lib/deliveries/rate-limit.ts'
import type { Held } from '#lib/deliveries/shards.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'

export type Caps = {
  all: Capacity
  perSubscription: Capacity
  /** A receiver with attempts under way gets no fewer than so many more at once: a claim costs a statement, however little it finds. */
  batch: number
  /** A receiver that fails gets this many until it answers again. */
  whileFailing: number
  /** A receiver whose rate limit is not known yet, because nothing was claimed for it so far. */
  untilKnown: number
  wantsPerClaim: number
}

type Subscription = {
  id: string
  shard: number
  waiting: PerLane<boolean>
  /** Two claims at once would see the same deliveries, and wait for each other. */
  claiming: PerLane<boolean>
  underWay: PerLane<number>
  failing: boolean
  /** Its rate limit: undefined until the first claim tells, null where there is none. */
  bucket: Bucket | null | undefined
}

/**
 * What one worker remembers between claims: which subscriptions have something due, what is under way, and what each
 * receiver may get. Nothing in it must survive: the deliveries in the database are the truth, and the poll fills it again.
 * Every step costs what it changes, however many subscriptions wait.
 */
export function ledger(caps: Caps) {
  const subscriptions = new Map<string, Subscription>()
  /** Waiting, and perhaps with room; in the order in which they are served. */
  const ready = perLane(() => new Set<Subscription>())
  /** With a rate limit that kept something back, or that is not full yet: looked at again by `pace`. */
  const paced = new Set<Subscription>()
  const underWay = new Map<string, Claimed>()
  const used = perLane(() => 0)
  const usedOfShard = new Map<number, number>()

  function entry(id: string): Subscription {
    const known = subscriptions.get(id)
    if (known) return known
    const made: Subscription = {
      id,
      shard: shardOf(id),
      waiting: perLane(() => false),
      claiming: perLane(() => false),
      underWay: perLane(() => 0),
      failing: false,
      bucket: undefined,
    }
    subscriptions.set(id, made)
    return made
  }

  const attempts = ({ underWay }: Subscription) => underWay.first + underWay.retry + underWay.replay

  function roomOf(subscription: Subscription, lane: Lane, now: number): number {
    const { failing, bucket } = subscription
    const begun = attempts(subscription)
    // One lane's claim has to tell the limit before another lane gets any.
    if (bucket === undefined && begun > 0) return 0
    const cap = failing ? caps.whileFailing : bucket === undefined ? caps.untilKnown : caps.perSubscription.cap
    const room = Math.min(cap - begun, roomFor(lane, subscription.underWay, caps.perSubscription))
    if (subscription.underWay[lane] > 0 && room < caps.batch) return 0
    if (!bucket) return room
    subscription.bucket = refill(bucket, now)
    const tokens = Math.floor(subscription.bucket.tokens)
    if (tokens < room) paced.add(subscription)
    return Math.min(room, tokens)
  }

  function reserve(subscription: Subscription, lane: Lane, count: number) {
    subscription.underWay[lane] += count
    used[lane] += count
    usedOfShard.set(subscription.shard, (usedOfShard.get(subscription.shard) ?? 0) + count)
    if (subscription.bucket) subscription.bucket.tokens -= count
  }

  function wait(subscription: Subscription, lane: Lane) {
    subscription.waiting[lane] = true
    ready[lane].add(subscription)
  }

  /** Something may have changed for it: it is served again, or forgotten where there is nothing to remember. */
  function reconsider(subscription: Subscription) {
    let waits = false
    for (const lane of LANES) {
      if (!subscription.waiting[lane]) continue
      waits = true
      ready[lane].add(subscription)
    }
    if (waits || subscription.failing || attempts(subscription) > 0) return
    if (subscription.bucket && !isFull(subscription.bucket)) {
      paced.add(subscription)
      return
    }
    // Nowhere is it remembered: it would come back beside the one that follows it.
    subscriptions.delete(subscription.id)
    paced.delete(subscription)
  }

  return {
    /** Claimed and not yet settled, by the delivery's id. */
    underWay: underWay as ReadonlyMap<string, Claimed>,

    /** Those where attempts are under way, or a claim that may begin some. */
    busyShards: () => [...usedOfShard].filter(([, count]) => count > 0).map(([shard]) => shard),

    /** Something is due for the subscription, in a shard that this worker holds. */
    wait(id: string, lanes: readonly Lane[]) {
      for (const lane of lanes) wait(entry(id), lane)
    },

    /** Whether at least this many subscriptions wait to be served. */
    ready: (least: number) => ready.first.size + ready.retry.size + ready.replay.size >= least,

    /**
     * Takes what can be claimed now: who has something due and room for it, in turn. The room is reserved until
     * `claimed` says what became of it, so several claims may run at once.
     */
    take(held: ReadonlyMap<number, Held>, now: number): Wanted[] {
      const wants: Wanted[] = []
      for (const lane of LANES) {
        // Where many wait each gets a little, so that nobody has to wait for another's backlog, and a receiver's
        // connections are used again instead of more being opened.
        const share = Math.max(1, Math.ceil(roomFor(lane, used, caps.all) / ready[lane].size))
        for (const subscription of ready[lane]) {
          const free = roomFor(lane, used, caps.all)
          if (free === 0 || wants.length === caps.wantsPerClaim) break
          ready[lane].delete(subscription)
          const holding = held.get(subscription.shard)
          if (!holding) {
            subscription.waiting[lane] = false
            reconsider(subscription)
            continue
          }
          if (subscription.claiming[lane]) continue
          const room = Math.min(free, share, roomOf(subscription, lane, now))
          if (room <= 0) continue
          subscription.waiting[lane] = false
          subscription.claiming[lane] = true
          reserve(subscription, lane, room)
          wants.push({ subscriptionId: subscription.id, lane, held: holding, room })
        }
      }
      return wants
    },

    /** The claim's answer: who got all that there was room for has probably more. */
    claimed(wants: Wanted[], claimed: Claimed[], now: number) {
      const got = new Map<string, { count: number; most: number }>()
      for (const one of claimed) {
        underWay.set(one.id, one)
        const key = one.subscriptionId + one.lane
        const count = (got.get(key)?.count ?? 0) + 1
        got.set(key, { count, most: one.rateLimit === null ? Number.POSITIVE_INFINITY : burst(one.rateLimit) })
      }
      for (const { subscriptionId, lane, room } of wants) {
        const subscription = entry(subscriptionId)
        const { count, most } = got.get(subscriptionId + lane) ?? { count: 0, most: room }
        subscription.claiming[lane] = false
        reserve(subscription, lane, count - room)
        if (count >= Math.min(room, most)) subscription.waiting[lane] = true
      }
      const unknown = new Set<Subscription>()
      for (const { subscriptionId, rateLimit } of claimed) {
        const subscription = entry(subscriptionId)
        if (subscription.bucket === undefined) unknown.add(subscription)
        subscription.bucket = limited(subscription.bucket, rateLimit, now)
        // What was claimed before its limit was known counts as well.
        if (subscription.bucket && unknown.has(subscription)) subscription.bucket.tokens -= 1
      }
      for (const { subscriptionId } of wants) reconsider(entry(subscriptionId))
    },

    notClaimed(wants: Wanted[]) {
      for (const { subscriptionId, lane, room } of wants) {
        const subscription = entry(subscriptionId)
        subscription.claiming[lane] = false
        reserve(subscription, lane, -room)
        wait(subscription, lane)
      }
    },

    /** A probe goes beside the lanes' room: there is only ever one for a subscription. */
    probing(probes: Claimed[]) {
      for (const one of probes) {
        underWay.set(one.id, one)
        reserve(entry(one.subscriptionId), one.lane, 1)
      }
    },

    answered({ subscriptionId }: Claimed, failing: boolean) {
      entry(subscriptionId).failing = failing
    },

    settled(claimed: Claimed) {
      const { id, subscriptionId, shard, lane } = claimed
      // It may have been given up as lost and claimed anew meanwhile.
      if (underWay.get(id) === claimed) underWay.delete(id)
      const subscription = entry(subscriptionId)
      subscription.underWay[lane] -= 1
      used[lane] -= 1
      usedOfShard.set(shard, (usedOfShard.get(shard) ?? 0) - 1)
      reconsider(subscription)
    },

    /** Time has passed: who waits for its rate limit is served again. @returns whether there is anybody */
    pace(now: number): boolean {
      const looked = [...paced]
      paced.clear()
      for (const subscription of looked) {
        if (subscription.bucket) subscription.bucket = refill(subscription.bucket, now)
        reconsider(subscription)
      }
      return looked.length > 0
    },
  }
}

function limited(bucket: Bucket | null | undefined, perSecond: number | null, now: number): Bucket | null {
  if (perSecond === null) return null
  return bucket ? { ...bucket, perSecond } : fullBucket(perSecond, now)
}
