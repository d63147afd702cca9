import type { Callback } from '#lib/deliveries/send.ts'
import { newSecret, signingKey } from '#lib/deliveries/signature.ts'
import { addressOf } from '#lib/deliveries/target.ts'

/** What a dispatcher would send there. */
export const callbackTo = (url: string, secret = newSecret()): Callback => ({
  target: { ...addressOf(new URL(url)), keys: [signingKey(secret)] },
  deliveryId: crypto.randomUUID(),
  body: '{"eventType":"x"}',
})
