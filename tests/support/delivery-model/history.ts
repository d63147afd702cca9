import type { Claimed, Wanted } from '#lib/deliveries/claim.ts'
import { LANES } from '#lib/deliveries/lanes.ts'
import type { Answer } from '#lib/deliveries/outcome.ts'
import { burst } from '#lib/deliveries/rate-limit.ts'
import { RETRY_DELAYS_MS } from '#lib/deliveries/schedule.ts'
import { shardOf } from '#lib/subscriptions/shard.ts'
import { cancel } from '#tests/support/delivery-model/settlements.ts'
import {
  type Delivery,
  emptyState,
  newDelivery,
  newSubscription,
  of,
  type State,
  type Subscription,
} from '#tests/support/delivery-model/state.ts'
import { CAPS, type ModelWorker, modelWorker } from '#tests/support/delivery-model/worker.ts'
import { randomFrom } from '#tests/support/random.ts'

export class Broken extends Error {}

const ANSWERS: Answer[] = [
  { statusCode: 202, body: '' },
  { statusCode: 202, body: '' },
  { statusCode: 202, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 503, body: '' },
  { statusCode: 413, body: '' },
  { statusCode: 401, body: '' },
  { statusCode: 410, body: '' },
  { statusCode: 400, body: '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}' },
]
const ACCEPTED = ANSWERS[0] as Answer
const STEPS = 100
const LOOK_EVERY = 10
const IDS = Array.from({ length: 4 }, (_, number) => `subscription-${number}`)

/**
 * One history: up to four workers, of which some die, stop or lose what they are told, receivers that answer anything, and
 * people who pause, resume, replay and cancel, in an order that the seed decides.
 * @throws Broken with what does not hold
 */
export function runHistory(seed: number) {
  const random = randomFrom(seed)
  const chance = (share: number) => random(1, 1000) <= share * 1000
  const pick = <T>(some: readonly T[]): T => some[random(0, some.length - 1)] as T
  const faulty = chance(0.7)
  const subscriptions = IDS.map(id => newSubscription(id, shardOf(id), pick([null, null, 10, 30])))
  const state = emptyState(
    subscriptions,
    subscriptions.map(({ shard }) => shard),
  )
  let workers: ModelWorker[] = []
  const account = accounts(state, () => workers)
  const crew = random(1, 4)
  let named = 0

  function hire() {
    workers.push(modelWorker(state, `worker-${named++}`, account))
  }
  const openers: (() => void)[] = [
    () => publish(),
    () => publish(),
    () => workers.length < crew && hire(),
    () => faulty && chance(0.3) && workers.length > 1 && die(pick(workers)),
    () => workers.length > 1 && chance(0.3) && pick(workers).stop(),
    () => {
      if (!faulty) quiesce()
      state.now += pick([1, 10, 60, 300, 900])
      if (faulty && chance(0.1)) state.now += 7000
    },
    () => chance(0.3) && person(of(state.subscriptions.get(pick(IDS)))),
    () => chance(0.3) && replay(pick([...state.deliveries.values()])),
  ]

  function publish() {
    for (const id of IDS) {
      const { shard, status, isRemoved } = of(state.subscriptions.get(id))
      if (status === 'gone' || isRemoved || chance(0.4)) continue
      const delivery = newDelivery(`delivery-${state.deliveries.size}`, id, shard, state.now++)
      state.deliveries.set(delivery.id, delivery)
      for (const worker of workers) for (let times = random(0, 2); times > 0; times--) worker.hearNotification(id)
    }
  }

  function person(subscription: Subscription) {
    const { status, isRemoved } = subscription
    if (isRemoved || status === 'gone') return
    if (chance(0.1)) {
      Object.assign(subscription, { isRemoved: true, probeAt: null })
      cancel(state, subscription.id)
    } else if (status === 'active' || status === 'failing')
      Object.assign(subscription, { status: 'paused', reason: 'pausedByPerson', probeAt: null })
    else resume(subscription)
  }

  function replay(delivery: Delivery | undefined) {
    if (!delivery || delivery.state === 'sending') return
    const { status, isRemoved } = of(state.subscriptions.get(delivery.subscriptionId))
    if (isRemoved || status === 'gone') return
    account.replayed(delivery)
    Object.assign(delivery, { state: 'due', dueAt: state.now++, tries: 0, lane: 'replay' } satisfies Partial<Delivery>)
  }

  function die(worker: ModelWorker) {
    for (const statement of worker.under.values()) if (!statement.isDone && chance(0.5)) statement.carryOut()
    for (const claimed of worker.attempts) if (chance(0.5)) account.received(worker.id, claimed, pick(ANSWERS))
    workers = workers.filter(one => one !== worker)
  }

  function answer(worker: ModelWorker, claimed: Claimed, given: Answer) {
    account.received(worker.id, claimed, given)
    worker.hearAnswer(claimed, given, random(0, 1000) / 1000)
    account.answered(worker.id, claimed, given)
  }

  /** The worker does some next thing. */
  function step(worker: ModelWorker, answers: readonly Answer[], losses: boolean) {
    const statement = pick([undefined, ...worker.under.values()])
    if (statement && !statement.isDone) {
      if (losses && chance(0.03)) statement.lose()
      else statement.carryOut()
    } else if (statement && losses && chance(0.03)) statement.lose()
    else if (statement) statement.hear()
    const claimed = worker.attempts.length > 0 && chance(0.6) ? pick(worker.attempts) : undefined
    if (claimed) answer(worker, claimed, pick(answers))
    pick([worker.balance, worker.poll, worker.claim, worker.claim, worker.settle, worker.pace])()
    account.capsKept(worker)
    if (worker.isStopping && worker.isIdle) {
      worker.release()
      workers = workers.filter(one => one !== worker)
    }
  }

  /** Everything under way ends, and leases are renewed: then time may pass with nobody having been away. */
  function quiesce() {
    for (const worker of [...workers]) {
      for (let turn = 0; turn < 3 || !worker.isIdle; turn++) {
        for (const statement of [...worker.under.values()]) {
          if (!statement.isDone) statement.carryOut()
          statement.hear()
        }
        for (const claimed of [...worker.attempts]) answer(worker, claimed, ACCEPTED)
        worker.settle()
        if (turn < 2) worker.balance()
      }
    }
  }

  for (let count = 0; count < STEPS; count++) {
    if (chance(0.3)) pick(openers)()
    const [worker] = workers.length > 0 ? [pick(workers)] : []
    if (worker) step(worker, ANSWERS, faulty)
    if (count % LOOK_EVERY === 0) account.look()
  }

  // Everybody accepts, nothing goes wrong any more, and time goes on: then all of it ends.
  if (workers.every(({ isStopping }) => isStopping)) hire()
  const isOpen = ({ state: at, subscriptionId }: Delivery) => {
    const { status, isRemoved } = of(state.subscriptions.get(subscriptionId))
    return (at === 'due' || at === 'scheduled' || at === 'sending') && !isRemoved && status !== 'gone'
  }
  for (let count = 0; count % LOOK_EVERY > 0 || [...state.deliveries.values()].some(isOpen); count++) {
    if (count > 5000)
      throw new Broken(`it never ends: ${JSON.stringify([...state.deliveries.values()].filter(isOpen))}`)
    // What pauses late, for an answer of before, is resumed as well.
    const turn = count % (90 * workers.length)
    if (turn === 0)
      for (const subscription of state.subscriptions.values())
        if (subscription.status === 'paused') resume(subscription)
    step(pick(workers), [ACCEPTED], false)
    if (turn % (15 * workers.length) === 0) {
      if (!faulty) quiesce()
      state.now += turn === 0 ? 86_400_000 : 400
      if (!faulty) quiesce()
    }
    if (count % LOOK_EVERY === 0) account.look()
  }
  account.close(faulty)
}

function resume(subscription: Subscription) {
  Object.assign(subscription, { status: 'active', reason: null, probeAt: null, failures: 0, failingSince: null })
}

/** What must hold, whatever happens. */
function accounts(state: State, workers: () => ModelWorker[]) {
  const holders = new Map<string, string>()
  const begun = new Map<string, number[]>()
  const receipts = new Map<string, number>()
  const accepted = new Map<string, number>()
  const replays = new Map<string, number>()
  const cancelled = new Set<string>()
  const probes = new Map<string, Claimed>()
  const probed = new Set<string>()
  const failing = new Set<string>()
  const add = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1)
  const hold = (holds: boolean, what: () => string) => {
    if (!holds) throw new Broken(what())
  }

  const COUNTED = ['retry', 'delivered', 'failed', 'gone']
  /** Attempts that count against the schedule: neither what a probe was told, nor what nobody knows the end of. */
  function counted({ id, attempts, state: at }: Delivery) {
    const some = attempts.filter(
      ({ outcome, number }) => COUNTED.includes(outcome) && !(outcome === 'retry' && probed.has(`${id} ${number}`)),
    )
    return some.length + Number(at === 'sending')
  }

  return {
    answered(workerId: string, { subscriptionId }: Claimed, answer: Answer) {
      if ('statusCode' in answer && answer.statusCode === 503) failing.add(workerId + subscriptionId)
      else failing.delete(workerId + subscriptionId)
    },
    wanted(workerId: string, wants: Wanted[]) {
      for (const [id, some] of Map.groupBy(wants, ({ subscriptionId }) => subscriptionId)) {
        const room = some.reduce((sum, want) => sum + want.room, 0)
        hold(room === 1 || !failing.has(workerId + id), () => `${id} fails, and is to get ${room} at once`)
        hold(new Set(some.map(({ lane }) => lane)).size === some.length, () => `${id} is wanted twice in one lane`)
      }
    },
    recovered(workerId: string, lost: { id: string; shard: number; epoch: number | null }[]) {
      for (const { id, shard, epoch } of lost) {
        const { owner, epoch: current } = of(state.shards.get(shard))
        const holder = workers().find(worker => worker.id === owner && epoch === current)
        const isOthers = holder && holder.id !== workerId && holder.book.underWay.has(id)
        hold(!isOthers, () => `${id} is taken from its holder, who sends it`)
      }
    },
    claimed(workerId: string, claimed: Claimed[]) {
      for (const one of claimed) {
        const place = `shard ${one.shard} epoch ${one.epoch}`
        hold((holders.get(place) ?? workerId) === workerId, () => `${place} has two holders`)
        holders.set(place, workerId)
        hold(one.tries <= RETRY_DELAYS_MS.length + 1, () => `${one.id} is tried beyond its schedule`)
        if (one.isProbe) {
          const before = probes.get(one.subscriptionId)
          const last = before && of(state.deliveries.get(before.id))
          const isUnderWay =
            last?.state === 'sending' && last.attemptCount === before?.attemptNumber && last.id !== one.id
          hold(!isUnderWay, () => `${one.subscriptionId} has two probes at once`)
          probes.set(one.subscriptionId, one)
          probed.add(`${one.id} ${one.attemptNumber}`)
          continue
        }
        if (one.rateLimit === null) continue
        const times = begun.get(workerId + one.subscriptionId) ?? []
        times.push(state.now)
        begun.set(workerId + one.subscriptionId, times)
        const lately = times.filter(time => time > state.now - 1000).length
        hold(lately <= one.rateLimit + burst(one.rateLimit), () => `${one.subscriptionId} gets ${lately} in a second`)
      }
    },
    received(workerId: string, claimed: Claimed, answer: Answer) {
      hold(holders.get(`shard ${claimed.shard} epoch ${claimed.epoch}`) === workerId, () => 'sent without a claim')
      add(receipts, claimed.id)
      if ('statusCode' in answer && answer.statusCode === 202) add(accepted, claimed.id)
    },
    replayed({ id }: Delivery) {
      add(replays, id)
      cancelled.delete(id)
    },
    capsKept({ book }: ModelWorker) {
      const plain = [...book.underWay.values()].filter(({ isProbe }) => !isProbe)
      const groups = [{ some: plain, capacity: CAPS.all }]
      for (const some of Map.groupBy(plain, ({ subscriptionId }) => subscriptionId).values())
        groups.push({ some, capacity: CAPS.perSubscription })
      for (const { some, capacity } of groups) {
        hold(some.length <= capacity.cap, () => `${some.length} are under way at once`)
        for (const lane of LANES) {
          const others = some.filter(one => one.lane !== lane).length
          hold(others <= capacity.cap - capacity.reserved[lane], () => `others take what is reserved for ${lane}`)
        }
      }
    },
    look() {
      for (const one of state.deliveries.values()) {
        const { id, attempts, attemptCount } = one
        if (one.state === 'cancelled') cancelled.add(id)
        else hold(!cancelled.has(id), () => `${id} was cancelled, and is ${one.state}`)
        const recorded = attempts.length + Number(one.state === 'sending')
        hold(recorded === attemptCount, () => `${id} has ${attemptCount} attempts, and ${recorded} of them recorded`)
        if (replays.has(id)) continue
        hold(one.tries === counted(one), () => `${id} has had ${one.tries} tries, of which ${counted(one)} count`)
      }
    },
    close(faulty: boolean) {
      for (const one of state.deliveries.values()) {
        const unknown = one.attempts.filter(({ outcome }) => outcome === 'unknown').length
        hold((receipts.get(one.id) ?? 0) <= one.attemptCount, () => `${one.id} was received more often than attempted`)
        const most = 1 + unknown + (replays.get(one.id) ?? 0)
        hold(
          (accepted.get(one.id) ?? 0) <= most,
          () => `${one.id} was accepted ${accepted.get(one.id)} times, ${most} are explained`,
        )
        hold(one.state !== 'delivered' || accepted.has(one.id), () => `${one.id} is delivered, and nobody has it`)
        hold(faulty || unknown === 0, () => `${one.id} has an attempt of unknown outcome, though nothing went wrong`)
        const last = one.attempts.at(-1)
        const isShown = unknown === 0 || last?.outcome === 'unknown' || last?.possibleDuplicate === true
        hold(isShown, () => `${one.id} is a possible duplicate, and not shown so`)
      }
    },
  }
}
