import type { Dispatcher } from 'undici'
import type { Claimed } from '#lib/deliveries/claim.ts'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { retryDelay } from '#lib/deliveries/schedule.ts'
import { type Attempt, send } from '#lib/deliveries/send.ts'
import type { Settlement } from '#lib/deliveries/settle.ts'
import type { Target } from '#lib/deliveries/target.ts'

/** Sends what was claimed, and says what its answer leads to. Never throws. */
export async function attempt(
  agent: Dispatcher,
  targetOf: (claimed: Claimed) => Target,
  claimed: Claimed,
  stop: AbortSignal,
  random: number,
): Promise<Settlement> {
  const made = await sendClaimed(agent, targetOf, claimed, stop)
  const outcome = outcomeOf(made.answer)
  const retryAfterMs = 'statusCode' in made.answer ? made.answer.retryAfterMs : undefined
  const delayMs = outcome.kind === 'retry' ? retryDelay(claimed.tries, retryAfterMs, random) : undefined
  return { claimed, attempt: made, outcome, delayMs }
}

async function sendClaimed(
  agent: Dispatcher,
  targetOf: (claimed: Claimed) => Target,
  claimed: Claimed,
  stop: AbortSignal,
): Promise<Attempt> {
  let target: Target
  try {
    target = targetOf(claimed)
  } catch {
    const message = 'The callback address cannot be decrypted: SECRET_KEY is not the one it was stored under.'
    return { answer: { error: 'sealed', message }, startedAt: new Date(), durationMs: 0 }
  }
  return send(agent, { target, deliveryId: claimed.id, body: claimed.body }, stop)
}
