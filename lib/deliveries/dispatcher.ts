import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { watchCallbackPolicy } from '#lib/callback-hosts/policy.ts'
import { CHANGES_CHANNEL, type Change } from '#lib/changes/notify.ts'
import { listen } from '#lib/database/listen.ts'
import { pool } from '#lib/database/pool.ts'
import { attempt } from '#lib/deliveries/attempt.ts'
import { type Claimed, claim } from '#lib/deliveries/claim.ts'
import { ledger } from '#lib/deliveries/ledger.ts'
import { oneAtATime } from '#lib/deliveries/one-at-a-time.ts'
import { claimProbes } from '#lib/deliveries/probe.ts'
import { pause, retire, type Settlement, settle } from '#lib/deliveries/settle.ts'
import { balance, type Held, LEASE_SECONDS, release } from '#lib/deliveries/shards.ts'
import { targets } from '#lib/deliveries/target.ts'
import { promoteScheduled, recoverLost, waitingSubscriptions } from '#lib/deliveries/waiting.ts'
import { DELIVERIES_CHANNEL, woken } from '#lib/deliveries/wake.ts'
import { guardedAgent } from '#lib/network/guarded-agent.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'

const CAPS = {
  all: { cap: 1024, reserved: { first: 384, retry: 128, replay: 128 } },
  perSubscription: { cap: 64, reserved: { first: 16, retry: 8, replay: 8 } },
  batch: 16,
  whileFailing: 1,
  untilKnown: 15,
  wantsPerClaim: 256,
}
/** Many flows share one host of their engine. */
const CONNECTIONS_PER_HOST = 256
const SETTLEMENTS_PER_STATEMENT = 256
/** A settlement waits for so many answers, or so long, as nobody waits for it but the receiver's room. */
const LINGER = { enough: 32, ms: 20 }
/** A claim of this many leaves so much for others to do that a second one is worth its statement. */
const LARGE_CLAIM = 128
/** Often enough for a lease to outlast some failures, and for a dead worker's shards to be taken soon after they expire. */
const BALANCE_MS = (LEASE_SECONDS * 1000) / 6
const POLL_MS = 500
const PACE_MS = 50
const DRAIN_MS = 7_000
const PAGES_TOLD_EVERY_MS = 200

/**
 * Sends what is due for the shards that this worker holds: claim → send → settle, woken by notifications and by a poll.
 * `stop` finishes what is under way, at most for some seconds, and hands the shards over.
 */
export async function startDispatcher(db: pg.Pool = pool()): Promise<{ stop(): Promise<void> }> {
  const workerId = randomUUID()
  const policy = await watchCallbackPolicy()
  const agent = guardedAgent({
    policy: policy.current,
    connectTimeoutMs: 10_000,
    connections: CONNECTIONS_PER_HOST,
  })
  const held = new Map<number, Held>()
  const cursor = new Map<number, string>()
  const book = ledger(CAPS)
  // Two of each, so that one works while the other's commit is written to disk.
  const claimers = [oneAtATime(() => claimAll(1)), oneAtATime(() => claimAll(LARGE_CLAIM))]
  const settlers = [settler(), settler()]
  const changedInstances = new Set<string>()
  const stopSending = new AbortController()
  const targetOf = targets()
  let stopping = false
  const balancing = oneAtATime(balanceShards)
  const polling = oneAtATime(poll)

  const listener = await listen(DELIVERIES_CHANNEL, payload => {
    const { lanes, subscriptionIds } = woken(payload)
    for (const id of subscriptionIds) if (held.has(shardOf(id))) book.wait(id, lanes)
    startClaims()
  })
  await balancing.run()
  await polling.run()
  const timers = [
    setInterval(balancing.run, BALANCE_MS),
    setInterval(polling.run, POLL_MS),
    setInterval(tellPages, PAGES_TOLD_EVERY_MS),
    setInterval(pace, PACE_MS),
  ]

  function startClaims() {
    for (const claimer of claimers) claimer.run()
  }

  async function claimAll(least: number) {
    while (!stopping && book.ready(least)) {
      const wants = book.take(held, performance.now())
      if (wants.length === 0) return
      const claimed = await claim(db, workerId, wants).catch(error => {
        book.notClaimed(wants)
        throw error
      })
      book.claimed(wants, claimed, performance.now())
      for (const one of claimed) void sendOne(one)
    }
  }

  function pace() {
    if (book.pace(performance.now())) startClaims()
  }

  async function sendOne(claimed: Claimed) {
    const settlement = await attempt(agent, targetOf, claimed, stopSending.signal, Math.random())
    book.answered(claimed, settlement.outcome.kind === 'retry')
    // Always the same one for a subscription: its health follows the order of its answers.
    settlers[claimed.shard % settlers.length]?.settle(settlement)
  }

  function settler() {
    const waiting: Settlement[] = []
    const settling = oneAtATime(settleAll)
    let enough = Promise.withResolvers<void>()
    async function settleAll() {
      while (waiting.length > 0) {
        if (waiting.length < LINGER.enough && !stopping) await Promise.race([enough.promise, delay(LINGER.ms)])
        enough = Promise.withResolvers()
        const batch = waiting.slice(0, SETTLEMENTS_PER_STATEMENT)
        // All of it can be repeated: it is taken off the list only when the database has it.
        await settle(db, batch)
        for (const { claimed, outcome } of batch) {
          if (outcome.kind === 'gone') await retire(db, claimed, outcome.reason)
          if (outcome.kind === 'paused') await pause(db, claimed.subscriptionId, outcome.reason, outcome.probe)
        }
        waiting.splice(0, batch.length)
        for (const { claimed } of batch) {
          book.settled(claimed)
          changedInstances.add(claimed.instanceId)
        }
        startClaims()
      }
    }
    return {
      settle(settlement: Settlement) {
        waiting.push(settlement)
        if (waiting.length >= LINGER.enough) enough.resolve()
        settling.run()
      },
    }
  }

  async function balanceShards() {
    // What is still claimed from is given back only in a later round, so that nobody takes it in the middle of a claim.
    const now = await balance(db, workerId, [...held.keys(), ...book.busyShards()])
    held.clear()
    for (const { shard, epoch, draining } of now) if (!draining) held.set(shard, { shard, epoch })
  }

  async function poll() {
    const holdings = [...held.values()]
    if (holdings.length === 0 || stopping) return
    const ours = [...book.underWay.values()]
    for (const id of await recoverLost(db, holdings, ours)) book.wait(id, ['retry'])
    for (const id of await promoteScheduled(db, holdings)) book.wait(id, ['retry'])
    for (const { subscriptionId, lane } of await waitingSubscriptions(db, holdings, cursor))
      book.wait(subscriptionId, [lane])
    const probes = stopping ? [] : await claimProbes(db, workerId, holdings)
    book.probing(probes)
    for (const probe of probes) void sendOne(probe)
    startClaims()
  }

  function cutOff() {
    stopSending.abort()
    agent.destroy()
  }

  function tellPages() {
    for (const instanceId of changedInstances) {
      for (const topic of ['deliveries', 'hooks'] as const) {
        const change: Change = { instanceId, topic }
        db.query('select pg_notify($1, $2)', [CHANGES_CHANNEL, JSON.stringify(change)]).catch(() => undefined)
      }
    }
    changedInstances.clear()
  }

  return {
    async stop() {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      await listener.close()
      await Promise.all([...claimers, balancing, polling].map(part => part.idle()))
      const cut = setTimeout(cutOff, DRAIN_MS)
      // Leases outlast the drain only if somebody renews them.
      const renewal = setInterval(balancing.run, BALANCE_MS)
      while (book.underWay.size > 0) await delay(20)
      clearInterval(renewal)
      clearTimeout(cut)
      await balancing.idle()
      tellPages()
      await release(db, workerId)
      await agent.destroy()
      await policy.close()
    },
  }
}
