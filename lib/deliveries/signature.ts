import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

/** A signing secret as Standard Webhooks writes it. */
export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** What a secret signs with; making it costs more than signing does. */
export const signingKey = (secret: string): KeyObject =>
  createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64'))

/**
 * The headers of Standard Webhooks 1.0: `webhook-id` is the delivery's, the same over retries and replays.
 * @param keys each signs, and a receiver is content with any of them
 * @param timestamp in seconds
 */
export function signatureHeaders(keys: KeyObject[], id: string, timestamp: number, body: string) {
  const signed = `${id}.${timestamp}.${body}`
  const signatures = keys.map(key => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}
