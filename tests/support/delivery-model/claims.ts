import type { Claimed, Wanted } from '#lib/deliveries/claim.ts'
import { burst } from '#lib/deliveries/rate-limit.ts'
import type { Held } from '#lib/deliveries/shards.ts'
import type { UnderWay } from '#lib/deliveries/waiting.ts'
import { type Delivery, isSendable, of, type State } from '#tests/support/delivery-model/state.ts'

const HOUR_MS = 3_600_000
const UNHEARD_MS = 5000

const inState = (state: State, wanted: Delivery['state']) =>
  [...state.deliveries.values()].filter(one => one.state === wanted).sort((a, b) => a.dueAt - b.dueAt)

const holds = (state: State, workerId: string, { shard, epoch }: Held) =>
  state.shards.get(shard)?.owner === workerId && String(state.shards.get(shard)?.epoch) === epoch

function send(state: State, delivery: Delivery, epoch: string, isProbe: boolean): Claimed {
  const { id, subscriptionId, shard, lane } = delivery
  delivery.state = 'sending'
  delivery.epoch = Number(epoch)
  delivery.claimedAt = state.now
  delivery.attemptCount += 1
  delivery.tries += 1
  const { rateLimit } = of(state.subscriptions.get(subscriptionId))
  const sealed = { callbackUrl: Buffer.of(), secret: Buffer.of(), previousSecret: null, body: '', instanceId: '' }
  const { attemptCount: attemptNumber, tries } = delivery
  return { ...sealed, id, subscriptionId, shard, epoch, lane, attemptNumber, tries, rateLimit, isProbe }
}

/** What `claim` does. */
export function claim(state: State, workerId: string, wanted: Wanted[]): Claimed[] {
  const due = inState(state, 'due')
  return wanted.flatMap(({ subscriptionId, lane, held, room }) => {
    const subscription = of(state.subscriptions.get(subscriptionId))
    if (!holds(state, workerId, held) || !isSendable(subscription)) return []
    const most = subscription.rateLimit === null ? room : Math.min(room, burst(subscription.rateLimit))
    return due
      .filter(one => one.subscriptionId === subscriptionId && one.lane === lane)
      .slice(0, most)
      .map(one => send(state, one, held.epoch, false))
  })
}

/** What `claimProbes` does. */
export function claimProbes(state: State, workerId: string, held: Held[]): Claimed[] {
  const due = inState(state, 'due')
  return held.flatMap(holding => {
    if (!holds(state, workerId, holding)) return []
    return [...state.subscriptions.values()].flatMap(subscription => {
      const { id, shard, status, probeAt, isRemoved } = subscription
      if (shard !== holding.shard || probeAt === null || probeAt > state.now || isRemoved) return []
      const oldest = due.find(one => one.subscriptionId === id)
      if ((status !== 'paused' && status !== 'failing') || !oldest) return []
      subscription.probeAt = state.now + HOUR_MS
      return [send(state, oldest, holding.epoch, true)]
    })
  })
}

/** What `promoteScheduled` does. */
export function promote(state: State, held: Held[]): string[] {
  const shards = new Set(held.map(({ shard }) => shard))
  const ripe = inState(state, 'scheduled').filter(one => shards.has(one.shard) && one.dueAt <= state.now)
  for (const one of ripe) one.state = 'due'
  return ripe.map(one => one.subscriptionId)
}

/** What `waitingSubscriptions` does, below two hundred a shard. */
export function waiting(state: State, held: Held[]) {
  const shards = new Set(held.map(({ shard }) => shard))
  const found = new Map<string, Pick<Delivery, 'subscriptionId' | 'lane'>>()
  for (const { shard, subscriptionId, lane } of inState(state, 'due')) {
    if (shards.has(shard) && isSendable(of(state.subscriptions.get(subscriptionId))))
      found.set(subscriptionId + lane, { subscriptionId, lane })
  }
  return [...found.values()]
}

/** What `recoverLost` does. */
export function recover(state: State, held: Held[], underWay: UnderWay[]): string[] {
  const ids = new Set(underWay.map(({ id }) => id))
  const probed = new Set(underWay.filter(({ isProbe }) => isProbe).map(({ subscriptionId }) => subscriptionId))
  const epochs = new Map(held.map(({ shard, epoch }) => [shard, Number(epoch)]))
  const lost = inState(state, 'sending').filter(({ id, shard, epoch, claimedAt }) => {
    const ours = epochs.get(shard)
    if (ours === undefined || epoch === null) return false
    return epoch < ours || (epoch === ours && claimedAt < state.now - UNHEARD_MS && !ids.has(id))
  })
  for (const one of lost) {
    Object.assign(one, { state: 'due', lane: 'retry', epoch: null, tries: one.tries - 1 } satisfies Partial<Delivery>)
    one.attempts.push({ number: one.attemptCount, outcome: 'unknown', possibleDuplicate: false })
    const subscription = of(state.subscriptions.get(one.subscriptionId))
    if (subscription.probeAt !== null && !probed.has(subscription.id)) subscription.probeAt = state.now
  }
  return lost.map(one => one.subscriptionId)
}
