import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { CHANGES_CHANNEL, type Change } from '#lib/changes/notify.ts'
import { config } from '#lib/config.ts'
import { listen } from '#lib/database/listen.ts'
import { pool } from '#lib/database/pool.ts'
import { type Claimed, claim, type Wanted } from '#lib/deliveries/claim.ts'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { retryDelay } from '#lib/deliveries/schedule.ts'
import { type Attempt, send } from '#lib/deliveries/send.ts'
import { pause, retire, type Settlement, settle } from '#lib/deliveries/settle.ts'
import { balance, type Held, LEASE_SECONDS, release } from '#lib/deliveries/shards.ts'
import { promoteScheduled, recoverLost, type Waiting, waitingSubscriptions } from '#lib/deliveries/waiting.ts'
import { DELIVERIES_CHANNEL } from '#lib/deliveries/wake.ts'
import { log } from '#lib/log.ts'
import { guardedAgent } from '#lib/network/guarded-agent.ts'
import { unseal } from '#lib/secrets/seal.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'

const IN_FLIGHT = 512
const IN_FLIGHT_PER_SUBSCRIPTION = 64
/** A receiver that fails gets one attempt at a time until it answers again. */
const IN_FLIGHT_WHILE_FAILING = 1
const SUBSCRIPTIONS_PER_CLAIM = 128
const SETTLEMENTS_PER_STATEMENT = 256
/** Often enough for a lease to outlast some failures, and for a dead worker's shards to be taken soon after they expire. */
const BALANCE_MS = (LEASE_SECONDS * 1000) / 6
const POLL_MS = 500
const PAUSE_AFTER_ERROR_MS = 250
const DRAIN_MS = 7_000
const PAGES_TOLD_EVERY_MS = 200

type Subscription = { shard: number; inFlight: number; waiting: boolean; failing: boolean }

/**
 * Sends what is due for the shards that this worker holds: claim → send → settle, woken by notifications and by a poll.
 * `stop` finishes what is under way, at most for some seconds, and hands the shards over.
 */
export async function startDispatcher(db: pg.Pool = pool()): Promise<{ stop(): Promise<void> }> {
  const workerId = randomUUID()
  const { callbackHosts, callbackAllowPrivate } = config()
  const agent = guardedAgent({
    policy: { hosts: callbackHosts, allowPrivate: callbackAllowPrivate },
    connectTimeoutMs: 10_000,
    connections: IN_FLIGHT_PER_SUBSCRIPTION,
  })
  const held = new Map<number, Held>()
  const subscriptions = new Map<string, Subscription>()
  const settlements: Settlement[] = []
  /** Claimed and not yet settled. */
  const underWay = new Set<Claimed>()
  const changedInstances = new Set<string>()
  const stopSending = new AbortController()
  let stopping = false
  let cursor = 0
  const claiming = oneAtATime(claimAll)
  const settling = oneAtATime(settleAll)
  const balancing = oneAtATime(balanceShards)
  const polling = oneAtATime(poll)

  const listener = await listen(DELIVERIES_CHANNEL, payload => {
    for (const id of payload.split(',')) wait({ subscriptionId: id, shard: shardOf(id) })
    claiming.run()
  })
  await balancing.run()
  await polling.run()
  const timers = [
    setInterval(balancing.run, BALANCE_MS),
    setInterval(polling.run, POLL_MS),
    setInterval(tellPages, PAGES_TOLD_EVERY_MS),
  ]

  function wait({ subscriptionId, shard }: Waiting) {
    if (!held.has(shard)) return
    const known = subscriptions.get(subscriptionId)
    if (known) known.waiting = true
    else subscriptions.set(subscriptionId, { shard, inFlight: 0, waiting: true, failing: false })
  }

  /** Subscriptions with something waiting and room for it, from a cursor that moves on so that nobody is favoured. */
  function wanted(): Wanted[] {
    const result: Wanted[] = []
    let free = IN_FLIGHT - underWay.size
    const entries = [...subscriptions]
    for (let step = 0; step < entries.length && free > 0 && result.length < SUBSCRIPTIONS_PER_CLAIM; step++) {
      const entry = entries[(cursor + step) % entries.length]
      if (!entry) break
      const [subscriptionId, subscription] = entry
      const holding = held.get(subscription.shard)
      const cap = subscription.failing ? IN_FLIGHT_WHILE_FAILING : IN_FLIGHT_PER_SUBSCRIPTION
      const room = Math.min(cap - subscription.inFlight, free)
      if (!holding || !subscription.waiting || room <= 0) continue
      result.push({ subscriptionId, held: holding, room })
      free -= room
    }
    cursor = entries.length > 0 ? (cursor + 1) % entries.length : 0
    return result
  }

  async function claimAll() {
    while (!stopping) {
      const wants = wanted()
      if (wants.length === 0) return
      // Cleared before the claim: a notification that arrives while it runs counts for the next one.
      for (const { subscriptionId } of wants) known(subscriptionId).waiting = false
      const claimed = await claim(db, workerId, wants).catch(async error => {
        for (const { subscriptionId } of wants) known(subscriptionId).waiting = true
        throw error
      })
      const counts = new Map<string, number>()
      for (const one of claimed) {
        counts.set(one.subscriptionId, (counts.get(one.subscriptionId) ?? 0) + 1)
        void attempt(one)
      }
      for (const { subscriptionId, room } of wants) {
        if ((counts.get(subscriptionId) ?? 0) >= room) known(subscriptionId).waiting = true
        forgetIdle(subscriptionId)
      }
    }
  }

  async function attempt(claimed: Claimed) {
    const subscription = known(claimed.subscriptionId, claimed.shard)
    subscription.inFlight += 1
    underWay.add(claimed)
    const made = await sendClaimed(claimed)
    const outcome = outcomeOf(made.answer)
    const retryAfterMs = 'statusCode' in made.answer ? made.answer.retryAfterMs : undefined
    const delayMs = outcome.kind === 'retry' ? retryDelay(claimed.tries, retryAfterMs, Math.random()) : undefined
    subscription.failing = outcome.kind === 'retry'
    settlements.push({ claimed, attempt: made, outcome, delayMs })
    settling.run()
  }

  async function sendClaimed(claimed: Claimed): Promise<Attempt> {
    let opened: { url: string; secret: string }
    try {
      opened = { url: unseal(claimed.callbackUrl), secret: unseal(claimed.secret) }
    } catch {
      const message = 'The callback address cannot be decrypted: SECRET_KEY is not the one it was stored under.'
      return { answer: { error: 'refused', message }, startedAt: new Date(), durationMs: 0 }
    }
    return send(agent, { ...opened, deliveryId: claimed.id, body: claimed.body }, stopSending.signal)
  }

  async function settleAll() {
    while (settlements.length > 0) {
      const batch = settlements.slice(0, SETTLEMENTS_PER_STATEMENT)
      // All of it can be repeated: it is taken off the list only when the database has it.
      await settle(db, batch)
      for (const { claimed, outcome } of batch) {
        if (outcome.kind === 'gone') await retire(db, claimed.subscriptionId, outcome.reason)
        if (outcome.kind === 'paused') await pause(db, claimed.subscriptionId, outcome.reason, outcome.probe)
      }
      settlements.splice(0, batch.length)
      for (const { claimed } of batch) {
        known(claimed.subscriptionId, claimed.shard).inFlight -= 1
        underWay.delete(claimed)
        changedInstances.add(claimed.instanceId)
        forgetIdle(claimed.subscriptionId)
      }
      claiming.run()
    }
  }

  async function balanceShards() {
    const busy = new Set([...subscriptions.values()].filter(({ inFlight }) => inFlight > 0).map(({ shard }) => shard))
    const now = await balance(db, workerId, [...busy])
    held.clear()
    for (const holding of now) held.set(holding.shard, holding)
  }

  async function poll() {
    const holdings = [...held.values()]
    if (holdings.length === 0 || stopping) return
    const ours = [...underWay].map(({ id }) => id)
    for (const waiting of await recoverLost(db, holdings, ours)) wait(waiting)
    for (const waiting of await promoteScheduled(db, holdings)) wait(waiting)
    for (const waiting of await waitingSubscriptions(db, holdings)) wait(waiting)
    claiming.run()
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

  function known(subscriptionId: string, shard = shardOf(subscriptionId)): Subscription {
    const existing = subscriptions.get(subscriptionId)
    if (existing) return existing
    const created = { shard, inFlight: 0, waiting: false, failing: false }
    subscriptions.set(subscriptionId, created)
    return created
  }

  function forgetIdle(subscriptionId: string) {
    const subscription = subscriptions.get(subscriptionId)
    if (subscription && subscription.inFlight === 0 && !subscription.waiting && !subscription.failing) {
      subscriptions.delete(subscriptionId)
    }
  }

  return {
    async stop() {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      await listener.close()
      await Promise.all([claiming.idle(), balancing.idle(), polling.idle()])
      const cut = setTimeout(() => stopSending.abort(), DRAIN_MS)
      // Leases outlast the drain only if somebody renews them.
      const renewal = setInterval(balancing.run, BALANCE_MS)
      while (underWay.size > 0) await delay(20)
      clearInterval(renewal)
      clearTimeout(cut)
      await balancing.idle()
      tellPages()
      await release(db, workerId)
      await agent.close()
    },
  }
}

/**
 * Runs work that must not overlap with itself: a call while it runs makes it run once more. An error is logged and the
 * work tried again after a pause, because a database that restarts comes back.
 */
function oneAtATime(work: () => Promise<void>) {
  let running: Promise<void> | undefined
  let again = false

  async function loop() {
    do {
      again = false
      try {
        await work()
      } catch (error) {
        log.warn({ error: (error as Error).message, work: work.name }, 'the dispatcher tries again')
        await delay(PAUSE_AFTER_ERROR_MS)
        again = true
      }
    } while (again)
    running = undefined
  }

  return {
    run() {
      again = true
      running ??= loop()
      return running
    },
    idle: async () => running,
  }
}
