import { notify, type Transaction } from '#lib/database/client.ts'

/** What pages show. A page that hears its topic reads again. */
export type Topic =
  | 'datasources'
  | 'entities'
  | 'segments'
  | 'measures'
  | 'thresholds'
  | 'jobs'
  | 'schedules'
  | 'hooks'
  | 'deliveries'
  | 'replays'
  | 'destinations'
  | 'keys'
  | 'members'
  | 'notices'
  | 'simulatedFlows'
  | 'unification'

export type Change = { instanceId: string; topic: Topic }

export const CHANGES_CHANNEL = 'changes'

/** Tells open pages, once the transaction commits, that something of this kind has changed. A hint: polling is the truth. */
export async function changed(tx: Transaction, instanceId: string, ...topics: Topic[]) {
  for (const topic of topics) {
    await notify(tx, CHANGES_CHANNEL, JSON.stringify({ instanceId, topic } satisfies Change))
  }
}
