import type { Lane } from '#lib/deliveries/lanes.ts'

export type Delivery = {
  id: string
  subscriptionId: string
  shard: number
  state: 'due' | 'scheduled' | 'sending' | 'delivered' | 'failed' | 'cancelled'
  lane: Lane
  dueAt: number
  tries: number
  attemptCount: number
  epoch: number | null
  claimedAt: number
  attempts: { number: number; outcome: string; possibleDuplicate: boolean }[]
}

export type Subscription = {
  id: string
  shard: number
  status: 'active' | 'failing' | 'paused' | 'gone'
  reason: string | null
  failures: number
  failingSince: number | null
  probeAt: number | null
  rateLimit: number | null
  isRemoved: boolean
}

export type Shard = { id: number; owner: string | null; epoch: number; expiresAt: number }

/** What the database holds, as plain data: the model's statements change it as the real ones change their tables. */
export type State = {
  /** Milliseconds. */
  now: number
  deliveries: Map<string, Delivery>
  subscriptions: Map<string, Subscription>
  shards: Map<number, Shard>
  /** Until when each worker lives. */
  workers: Map<string, number>
}

export const emptyState = (subscriptions: Subscription[], shards: number[]): State => ({
  now: 1_000_000,
  deliveries: new Map(),
  subscriptions: new Map(subscriptions.map(one => [one.id, one])),
  shards: new Map(shards.sort((a, b) => a - b).map(id => [id, { id, owner: null, epoch: 0, expiresAt: 0 }])),
  workers: new Map(),
})

export const isSendable = ({ status, reason, isRemoved }: Subscription) =>
  !isRemoved && (status === 'active' || (status === 'failing' && reason !== 'circuitOpen'))

export const of = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('the model knows nothing of it')
  return found
}

export const newSubscription = (id: string, shard: number, rateLimit: number | null): Subscription => ({
  id,
  shard,
  status: 'active',
  reason: null,
  failures: 0,
  failingSince: null,
  probeAt: null,
  rateLimit,
  isRemoved: false,
})

export const newDelivery = (id: string, subscriptionId: string, shard: number, dueAt: number): Delivery => ({
  id,
  subscriptionId,
  shard,
  state: 'due',
  lane: 'first',
  dueAt,
  tries: 0,
  attemptCount: 0,
  epoch: null,
  claimedAt: 0,
  attempts: [],
})
