import { LEASE_SECONDS } from '#lib/deliveries/shards.ts'
import type { State } from '#tests/support/delivery-model/state.ts'

const LEASE_MS = LEASE_SECONDS * 1000

/** What `balance` does. */
export function balance(state: State, workerId: string, keep: number[]) {
  const { now, workers } = state
  const shards = [...state.shards.values()]
  const others = [...workers].filter(([id, until]) => id !== workerId && until > now).length
  for (const [id, until] of workers) if (id !== workerId && until < now - 60_000) workers.delete(id)
  workers.set(workerId, now + LEASE_MS)
  const share = Math.ceil(shards.length / (others + 1))
  const kept: boolean[] = []
  for (const id of keep) kept[id] = true
  const ours = shards.filter(({ owner }) => owner === workerId)
  const mine =
    ours.length <= share ? ours : [...ours.filter(({ id }) => kept[id]), ...ours.filter(({ id }) => !kept[id])]
  const free = shards.filter(({ owner, expiresAt }) => owner === null || (owner !== workerId && expiresAt <= now))
  const held = mine.flatMap((shard, place) => {
    const draining = place >= share
    if (draining && !kept[shard.id]) {
      shard.owner = null
      return []
    }
    shard.expiresAt = now + LEASE_MS
    return [{ shard: shard.id, epoch: String(shard.epoch), draining }]
  })
  for (const shard of free.slice(0, Math.max(0, share - mine.length))) {
    Object.assign(shard, { owner: workerId, epoch: shard.epoch + 1, expiresAt: now + LEASE_MS })
    held.push({ shard: shard.id, epoch: String(shard.epoch), draining: false })
  }
  return held
}

/** What `release` does. */
export function release(state: State, workerId: string) {
  for (const shard of state.shards.values()) if (shard.owner === workerId) shard.owner = null
  state.workers.delete(workerId)
}
