import { notify, type Transaction } from '#lib/database/client.ts'
import { LANES, type Lane } from '#lib/deliveries/lanes.ts'

export const DELIVERIES_CHANNEL = 'deliveries'

// PostgreSQL refuses payloads of 8,000 bytes; an id and its comma take 37.
const IDS_PER_NOTIFICATION = 200

/** Tells the dispatchers, once the transaction commits, which subscriptions have something due. A hint: polling is the truth. */
export async function wakeDispatchers(tx: Transaction, subscriptionIds: string[], lanes: readonly Lane[] = LANES) {
  for (let start = 0; start < subscriptionIds.length; start += IDS_PER_NOTIFICATION) {
    const ids = subscriptionIds.slice(start, start + IDS_PER_NOTIFICATION)
    await notify(tx, DELIVERIES_CHANNEL, `${lanes}:${ids}`)
  }
}

/** What `wakeDispatchers` told. */
export function woken(payload: string): { lanes: readonly Lane[]; subscriptionIds: string[] } {
  const [lanes = '', ids = ''] = payload.split(':')
  return { lanes: LANES.filter(lane => lanes.includes(lane)), subscriptionIds: ids.split(',') }
}
