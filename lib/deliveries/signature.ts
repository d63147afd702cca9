import { createHmac, randomBytes } from 'node:crypto'

/** A signing secret as Standard Webhooks writes it. */
export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The headers of Standard Webhooks 1.0: `webhook-id` is the delivery's, the same over retries and replays.
 * @param secret `whsec_` and the key in base64
 * @param timestamp in seconds
 */
export function signatureHeaders(secret: string, id: string, timestamp: number, body: string) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
