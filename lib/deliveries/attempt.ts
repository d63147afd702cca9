import type { Dispatcher } from 'undici'
import type { Claimed } from '#lib/deliveries/claim.ts'
import { outcomeOf } from '#lib/deliveries/outcome.ts'
import { retryDelay } from '#lib/deliveries/schedule.ts'
import { type Attempt, send } from '#lib/deliveries/send.ts'
import type { Settlement } from '#lib/deliveries/settle.ts'
import { unseal } from '#lib/secrets/seal.ts'

/** Sends what was claimed, and says what its answer leads to. Never throws. */
export async function attempt(
  agent: Dispatcher,
  claimed: Claimed,
  stop: AbortSignal,
  random: number,
): Promise<Settlement> {
  const made = await sendClaimed(agent, claimed, stop)
  const outcome = outcomeOf(made.answer)
  const retryAfterMs = 'statusCode' in made.answer ? made.answer.retryAfterMs : undefined
  const delayMs = outcome.kind === 'retry' ? retryDelay(claimed.tries, retryAfterMs, random) : undefined
  return { claimed, attempt: made, outcome, delayMs }
}

async function sendClaimed(agent: Dispatcher, claimed: Claimed, stop: AbortSignal): Promise<Attempt> {
  let opened: { url: string; secrets: string[] }
  try {
    opened = { url: unseal(claimed.callbackUrl), secrets: claimed.secrets.map(secret => unseal(secret)) }
  } catch {
    const message = 'The callback address cannot be decrypted: SECRET_KEY is not the one it was stored under.'
    return { answer: { error: 'refused', message }, startedAt: new Date(), durationMs: 0 }
  }
  return send(agent, { ...opened, deliveryId: claimed.id, body: claimed.body }, stop)
}
