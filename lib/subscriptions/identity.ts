import { keyedHash } from '#lib/secrets/keys.ts'
import type { Owner } from '#lib/subscriptions/owners.ts'

type Parameters = Record<string, unknown>

/** The flow itself: what it listens to, as it asked for it, and where it is called; whoever it subscribed through. */
export const flowHashOf = (instanceId: string, trigger: string, callbackUrl: string, sent: Parameters) =>
  new Uint8Array(keyedHash(JSON.stringify([instanceId, trigger, callbackUrl, sent])))

/** One subscription per flow and owner. */
export const identityHashOf = (flowHash: Uint8Array, { ownerType, ownerId }: Owner) =>
  new Uint8Array(keyedHash(JSON.stringify([Buffer.from(flowHash).toString('base64'), ownerType, ownerId])))
