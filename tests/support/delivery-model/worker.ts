import type { Claimed, Wanted } from '#lib/deliveries/claim.ts'
import { type Caps, ledger } from '#lib/deliveries/ledger.ts'
import { type Answer, outcomeOf } from '#lib/deliveries/outcome.ts'
import { retryDelay } from '#lib/deliveries/schedule.ts'
import type { Settlement } from '#lib/deliveries/settle.ts'
import type { Held } from '#lib/deliveries/shards.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import * as claims from '#tests/support/delivery-model/claims.ts'
import * as leases from '#tests/support/delivery-model/leases.ts'
import * as settlements from '#tests/support/delivery-model/settlements.ts'
import type { State } from '#tests/support/delivery-model/state.ts'

/** A statement on its way: it is carried out at one moment and heard of at another, or never. */
export type Statement = { isDone: boolean; carryOut(): void; hear(): void; lose(): void }

export const CAPS: Caps = {
  all: { cap: 12, reserved: { first: 3, retry: 2, replay: 2 } },
  perSubscription: { cap: 6, reserved: { first: 2, retry: 1, replay: 1 } },
  whileFailing: 1,
  untilKnown: 4,
  wantsPerClaim: 5,
  batch: 4,
}
const SETTLED_AT_ONCE = 3

/** Told of what a statement of the worker has done. */
type Checks = {
  wanted(workerId: string, wants: Wanted[]): void
  claimed(workerId: string, claimed: Claimed[]): void
  recovered(workerId: string, before: { id: string; shard: number; epoch: number | null }[]): void
}

/**
 * One worker of the model: the real ledger and the real decisions, in the steps of the dispatcher, each of which waits
 * until the history lets it go on.
 */
export function modelWorker(state: State, id: string, checks: Checks) {
  const book = ledger(CAPS)
  const held = new Map<number, Held>()
  const attempts: Claimed[] = []
  const answered: Settlement[] = []
  const under = new Map<string, Statement>()
  let stopping = false

  /** One at a time of each kind, as in the dispatcher. */
  function begin<T>(kind: string, carryOut: () => T, hear: (answer: T) => void, lose = () => {}) {
    if (under.has(kind)) return
    let answer: { value: T } | undefined
    under.set(kind, {
      get isDone() {
        return answer !== undefined
      },
      carryOut: () => {
        answer = { value: carryOut() }
      },
      hear() {
        under.delete(kind)
        if (answer) hear(answer.value)
      },
      lose() {
        under.delete(kind)
        lose()
      },
    })
  }

  function claimMore(kind: string) {
    if (under.has(kind) || stopping) return
    const wants: Wanted[] = book.take(held, state.now)
    if (wants.length === 0) return
    checks.wanted(id, wants)
    begin(
      kind,
      () => {
        const claimed = claims.claim(state, id, wants)
        checks.claimed(id, claimed)
        return claimed
      },
      claimed => {
        book.claimed(wants, claimed, state.now)
        attempts.push(...claimed)
      },
      () => book.notClaimed(wants),
    )
  }

  function poll() {
    if (stopping || under.has('poll')) return
    const holdings = [...held.values()]
    const ours = [...book.underWay.values()]
    const wait = (ids: string[]) => ids.forEach(one => void book.wait(one, ['retry']))
    const steps = [
      () => begin('poll', recover, then(wait)),
      () => begin('poll', () => claims.promote(state, holdings), then(wait)),
      () =>
        begin(
          'poll',
          () => claims.waiting(state, holdings),
          then(found => {
            for (const { subscriptionId, lane } of found) book.wait(subscriptionId, [lane])
          }),
        ),
      () =>
        begin(
          'poll',
          probes,
          then(probed => {
            book.probing(probed)
            attempts.push(...probed)
          }),
        ),
    ]
    function recover() {
      const sending = [...state.deliveries.values()].filter(one => one.state === 'sending')
      const before = sending.map(({ id, shard, epoch }) => ({ id, shard, epoch }))
      const lost = claims.recover(state, holdings, ours)
      checks.recovered(
        id,
        before.filter((_, number) => sending[number]?.state === 'due'),
      )
      return lost
    }
    function probes() {
      const probed = claims.claimProbes(state, id, holdings)
      checks.claimed(id, probed)
      return probed
    }
    function then<T>(hear: (answer: T) => void) {
      return (answer: T) => {
        hear(answer)
        if (!stopping) steps.shift()?.()
      }
    }
    steps.shift()?.()
  }

  function settleSome() {
    const batch = answered.slice(0, SETTLED_AT_ONCE)
    if (batch.length === 0) return
    const settle = () => {
      settlements.settle(state, batch)
      for (const { claimed, outcome } of batch) {
        if (outcome.kind === 'gone') settlements.retire(state, claimed.subscriptionId, outcome.reason)
        if (outcome.kind === 'paused') settlements.pause(state, claimed.subscriptionId, outcome.reason, outcome.probe)
      }
    }
    const forget = () => {
      answered.splice(0, batch.length)
      for (const { claimed } of batch) book.settled(claimed)
    }
    begin('settle', settle, forget)
  }

  return {
    id,
    book,
    held,
    /** Sent, or about to be. */
    attempts,
    /** Statements under way. */
    under,
    get isIdle() {
      return under.size === 0 && book.underWay.size === 0
    },
    get isStopping() {
      return stopping
    },
    hearNotification(subscriptionId: string) {
      if (held.has(shardOf(subscriptionId))) book.wait(subscriptionId, ['first', 'retry', 'replay'])
    },
    balance() {
      const keep = [...held.keys(), ...book.busyShards()]
      begin(
        'balance',
        () => leases.balance(state, id, keep),
        now => {
          held.clear()
          for (const { shard, epoch, draining } of now) if (!draining) held.set(shard, { shard, epoch })
        },
      )
    },
    poll,
    claim: () => ['claim', 'another claim'].forEach(claimMore),
    pace: () => book.pace(state.now),
    settle: settleSome,
    /** The receiver's answer to an attempt has come. */
    hearAnswer(claimed: Claimed, answer: Answer, random: number) {
      attempts.splice(attempts.indexOf(claimed), 1)
      const outcome = outcomeOf(answer)
      const delayMs = outcome.kind === 'retry' ? retryDelay(claimed.tries, undefined, random) : undefined
      answered.push({ claimed, attempt: { answer, startedAt: new Date(0), durationMs: 1 }, outcome, delayMs })
      book.answered(claimed, outcome.kind === 'retry')
    },
    stop() {
      stopping = true
    },
    release: () => leases.release(state, id),
  }
}

export type ModelWorker = ReturnType<typeof modelWorker>
