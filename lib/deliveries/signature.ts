import { createHmac, randomBytes } from 'node:crypto'

/** A signing secret as Standard Webhooks writes it. */
export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The headers of Standard Webhooks 1.0: `webhook-id` is the delivery's, the same over retries and replays.
 * @param secrets `whsec_` and the key in base64; each signs, and a receiver is content with any of them
 * @param timestamp in seconds
 */
export function signatureHeaders(secrets: string[], id: string, timestamp: number, body: string) {
  const signed = `${id}.${timestamp}.${body}`
  const signatures = secrets.map(secret => `v1,${sign(secret, signed)}`)
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') }
}

const sign = (secret: string, text: string) =>
  createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(text)
    .digest('base64')
