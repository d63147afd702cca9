import type { Settlement } from '#lib/deliveries/settle.ts'
import { type Delivery, of, type State, type Subscription } from '#tests/support/delivery-model/state.ts'

const HOUR_MS = 3_600_000
const CIRCUIT_OPENS_AFTER = 5

function ending({ outcome, claimed, delayMs }: Settlement): Delivery['state'] {
  if (outcome.kind === 'delivered' || outcome.kind === 'failed') return outcome.kind
  if (outcome.kind === 'gone') return 'cancelled'
  if (outcome.kind !== 'retry' || claimed.isProbe) return 'due'
  return delayMs === undefined ? 'failed' : 'scheduled'
}

/** What `settle` does. */
export function settle(state: State, settlements: Settlement[]) {
  for (const settlement of settlements) record(state, settlement)
  for (const [id, some] of Map.groupBy(settlements, ({ claimed }) => claimed.subscriptionId))
    judge(state, of(state.subscriptions.get(id)), some)
}

function record(state: State, settlement: Settlement) {
  const { claimed, outcome, delayMs } = settlement
  const delivery = of(state.deliveries.get(claimed.id))
  if (delivery.epoch !== Number(claimed.epoch) || delivery.attemptCount !== claimed.attemptNumber) return
  delivery.state = ending(settlement)
  delivery.epoch = null
  if (delivery.state === 'scheduled') {
    delivery.lane = 'retry'
    delivery.dueAt = state.now + (delayMs ?? 0)
  }
  if (delivery.state === 'due') delivery.tries -= 1
  const possibleDuplicate = delivery.attempts.some(attempt => attempt.outcome === 'unknown')
  delivery.attempts.push({ number: claimed.attemptNumber, outcome: outcome.kind, possibleDuplicate })
}

function judge(state: State, s: Subscription, settlements: Settlement[]) {
  const kinds = settlements.map(({ outcome }) => outcome.kind)
  const succeeded = kinds.lastIndexOf('delivered')
  const hasSuccess = succeeded >= 0
  const failures = kinds.slice(succeeded + 1).filter(kind => kind === 'retry').length
  const fails = failures > 0
  const before = s.reason
  s.failures = (hasSuccess ? 0 : s.failures) + failures
  if (fails && (hasSuccess || s.failingSince === null)) s.failingSince = state.now
  if (hasSuccess && !fails) s.failingSince = null
  if (hasSuccess && !fails && (s.status === 'failing' || s.reason === 'flowOff')) {
    s.status = 'active'
    s.reason = null
  } else if (fails && (s.status === 'active' || s.status === 'failing')) {
    s.status = 'failing'
    s.reason = s.failures >= CIRCUIT_OPENS_AFTER ? 'circuitOpen' : 'receiverFailing'
  }
  const isProbed = settlements.some(({ claimed }) => claimed.isProbe)
  if (s.reason === 'circuitOpen' && (isProbed || before !== 'circuitOpen')) {
    s.probeAt = state.now + Math.min(Math.max(state.now - (s.failingSince ?? Number.NaN), 10_000), HOUR_MS)
  } else if (s.status === 'active' || s.reason === 'receiverFailing') s.probeAt = null
}

/** What `retire` does. */
export function retire(state: State, subscriptionId: string, reason: string) {
  const subscription = of(state.subscriptions.get(subscriptionId))
  if (subscription.status !== 'gone' && !subscription.isRemoved)
    Object.assign(subscription, { status: 'gone', reason, probeAt: null } satisfies Partial<Subscription>)
  cancel(state, subscriptionId)
}

/** What `pause` does. */
export function pause(state: State, subscriptionId: string, reason: string, probe: boolean) {
  const subscription = of(state.subscriptions.get(subscriptionId))
  const { status, isRemoved } = subscription
  const isOurs =
    status === 'active' || status === 'failing' || ['flowOff', 'notAuthorised'].includes(subscription.reason ?? '')
  if (isRemoved || !isOurs) return
  const probeAt = probe ? state.now + HOUR_MS : null
  Object.assign(subscription, { status: 'paused', reason, probeAt } satisfies Partial<Subscription>)
}

/** What ends with a subscription. */
export function cancel(state: State, subscriptionId: string) {
  for (const one of state.deliveries.values())
    if (one.subscriptionId === subscriptionId && (one.state === 'due' || one.state === 'scheduled'))
      one.state = 'cancelled'
}
