import { FLOW_ENGINE_HOSTS } from '#lib/config.ts'
import { hostAllowed } from '#lib/network/policy.ts'

/** What a flow takes: 45,000 calls in five minutes (limits of Azure Logic Apps, which Power Automate runs on). */
const FLOW_CALLS_PER_SECOND = 150

/** Callbacks a second for a new subscription; null: as many as the receiver takes. */
export const presetRateLimit = (hostname: string): number | null =>
  hostAllowed(FLOW_ENGINE_HOSTS, hostname) ? FLOW_CALLS_PER_SECOND : null
