import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as real from '#lib/deliveries/claim.ts'
import { LANES } from '#lib/deliveries/lanes.ts'
import { type Answer, outcomeOf } from '#lib/deliveries/outcome.ts'
import * as realProbe from '#lib/deliveries/probe.ts'
import * as realSettle from '#lib/deliveries/settle.ts'
import * as realShards from '#lib/deliveries/shards.ts'
import * as realWaiting from '#lib/deliveries/waiting.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import * as claims from '#tests/support/delivery-model/claims.ts'
import * as leases from '#tests/support/delivery-model/leases.ts'
import { plain, realDatabase } from '#tests/support/delivery-model/real.ts'
import * as settlements from '#tests/support/delivery-model/settlements.ts'
import { emptyState, newDelivery, newSubscription, of } from '#tests/support/delivery-model/state.ts'
import { randomFrom } from '#tests/support/random.ts'

// The same history again: MODEL_SEED=… vitest run tests/integration/deliveries/model.test.ts
const seed = Number(process.env.MODEL_SEED ?? randomInt(2 ** 31))
const HISTORIES = process.env.MODEL_SEED ? 1 : 200
const COMMANDS = 60
const COMPARED_EVERY = 10
const START = Date.UTC(2026, 0, 1)
const OFTEN = ['publish', 'balance', 'claim', 'claim', 'claim', 'settle', 'settle', 'probe']
const TICKS = [1, 1, 500, 1000, 5500, 11_000, 3_600_000]
const ANSWERS: Answer[] = [
  { statusCode: 202, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 413, body: '' },
  { statusCode: 401, body: '' },
  { statusCode: 410, body: '' },
  { statusCode: 400, body: '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}' },
  { error: 'stopped', message: 'stopped' },
]

let database: Awaited<ReturnType<typeof realDatabase>>
beforeAll(async () => {
  database = await realDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

/** The same commands to the model and to the real statements, with answers and states compared. */
async function compare(history: number) {
  const random = randomFrom(history)
  const pick = <T>(some: readonly T[]): T => some[random(0, some.length - 1)] as T
  const some = <T>(all: readonly T[]) => all.filter(() => random(0, 1) === 1)
  const subscriptions = Array.from({ length: 2 }, () => {
    const id = randomUUID()
    return newSubscription(id, shardOf(id), pick([null, 5, 20, 150]))
  })
  const state = emptyState(
    subscriptions,
    Array.from({ length: 64 }, (_, shard) => shard),
  )
  state.now = START
  const { db } = database
  await database.reset(state)
  const workers = Array.from({ length: 3 }, () => ({ id: randomUUID(), held: [] as realShards.Held[] }))
  const open: real.Claimed[] = []
  const same = (from: unknown[], of: unknown[]) => expect(shown(from)).toEqual(shown(of))

  const commands: Record<string, () => Promise<void>> = {
    async publish() {
      for (const { id, shard } of [...some(subscriptions), ...some(subscriptions), ...some(subscriptions)]) {
        const deliveryId = randomUUID()
        await database.setTime(++state.now)
        state.deliveries.set(deliveryId, newDelivery(deliveryId, id, shard, state.now))
        await database.publish(deliveryId, id, shard)
      }
    },
    async balance() {
      const worker = pick(workers)
      const keep = some(worker.held.map(({ shard }) => shard))
      const held = await realShards.balance(db, worker.id, keep)
      same(held, leases.balance(state, worker.id, keep))
      worker.held = held.filter(({ draining }) => !draining)
    },
    async release() {
      if (random(0, 3) > 0) return
      const { id } = pick(workers)
      await realShards.release(db, id)
      leases.release(state, id)
    },
    async claim() {
      const worker = pick(workers)
      const wanted = subscriptions.flatMap(({ id, shard }) => {
        const held = worker.held.find(one => one.shard === shard)
        return held ? some(LANES).map(lane => ({ subscriptionId: id, lane, held, room: random(1, 4) })) : []
      })
      const claimed = await real.claim(db, worker.id, wanted)
      same(claimed.map(essence), claims.claim(state, worker.id, wanted).map(essence))
      open.push(...claimed)
    },
    async probe() {
      const worker = pick(workers)
      const probes = await realProbe.claimProbes(db, worker.id, worker.held)
      same(probes.map(essence), claims.claimProbes(state, worker.id, worker.held).map(essence))
      open.push(...probes)
    },
    async settle() {
      const batch = some(open).map((claimed, number) => {
        const answer = pick(ANSWERS)
        const outcome = outcomeOf(answer)
        const delayMs = outcome.kind === 'retry' && random(0, 9) > 0 ? 5000 * random(1, 4) + number : undefined
        return { claimed, attempt: { answer, startedAt: new Date(), durationMs: 1 }, outcome, delayMs }
      })
      // What is settled may be settled once more, as when the answer to the first time was lost.
      if (random(0, 3) > 0) for (const { claimed } of batch) open.splice(open.indexOf(claimed), 1)
      await realSettle.settle(db, batch)
      settlements.settle(state, batch)
      for (const { claimed, outcome } of batch) {
        if (outcome.kind === 'gone') {
          await realSettle.retire(db, claimed, outcome.reason)
          settlements.retire(state, claimed.subscriptionId, outcome.reason)
        }
        if (outcome.kind === 'paused') {
          await realSettle.pause(db, claimed.subscriptionId, outcome.reason, outcome.probe)
          settlements.pause(state, claimed.subscriptionId, outcome.reason, outcome.probe)
        }
      }
    },
    async promote() {
      const { held } = pick(workers)
      same(await realWaiting.promoteScheduled(db, held), claims.promote(state, held))
    },
    async waiting() {
      const { held } = pick(workers)
      const found = await realWaiting.waitingSubscriptions(db, held, new Map())
      const lanes = found.map(({ subscriptionId, lane }) => ({ subscriptionId, lane }))
      same(lanes, claims.waiting(state, held))
    },
    async recover() {
      const { held } = pick(workers)
      const ours = some(open)
      same(await realWaiting.recoverLost(db, held, ours), claims.recover(state, held, ours))
    },
    async person() {
      const subscription = pick(subscriptions)
      const { id, status } = subscription
      if (random(0, 3) > 0 || status === 'gone') return
      const next = status === 'paused' ? 'active' : 'paused'
      const reason = status === 'paused' ? null : 'pausedByPerson'
      await db.query(
        `update subscription set status = $2::hook_status, status_reason = $3, probe_at = null,
          consecutive_failures = case when $3::text is null then 0 else consecutive_failures end,
          failing_since = case when $3::text is null then null else failing_since end
        where id = $1`,
        [id, next, reason],
      )
      Object.assign(subscription, { status: next, reason, probeAt: null })
      if (reason === null) Object.assign(subscription, { failures: 0, failingSince: null })
    },
    async replay() {
      const delivery = pick([...state.deliveries.values()])
      if (!delivery || delivery.state === 'sending') return
      await db.query(
        `update delivery set state = 'due', due_at = now(), tries = 0, lane = 'replay', settled_at = null where id = $1`,
        [delivery.id],
      )
      Object.assign(delivery, { state: 'due', dueAt: state.now, tries: 0, lane: 'replay' })
    },
  }

  for (let count = 1; count <= COMMANDS; count++) {
    state.now += pick(TICKS)
    await database.setTime(state.now)
    await of(commands[pick([...OFTEN, ...Object.keys(commands)])])()
    if (count % COMPARED_EVERY === 0) expect(await database.state()).toEqual(plain(state))
  }
}

const shown = (some: unknown[]) => some.map(one => JSON.stringify(one, Object.keys(Object(one)).sort())).sort()

const essence = ({
  id,
  subscriptionId,
  shard,
  epoch,
  lane,
  attemptNumber,
  tries,
  rateLimit,
  isProbe,
}: real.Claimed) => ({
  id,
  subscriptionId,
  shard,
  epoch,
  lane,
  attemptNumber,
  tries,
  rateLimit,
  isProbe,
})

test(`the model does what the real statements do, in ${HISTORIES} histories`, async () => {
  for (let history = seed; history < seed + HISTORIES; history++) {
    await compare(history).catch(error => {
      throw new Error(`history ${history} (MODEL_SEED=${history}): ${error.message}`, { cause: error })
    })
  }
}, 180_000)
