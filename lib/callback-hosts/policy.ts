import { config } from '#lib/config.ts'
import { database, type Transaction } from '#lib/database/client.ts'
import { listen } from '#lib/database/listen.ts'
import { log } from '#lib/log.ts'
import type { Policy } from '#lib/network/policy.ts'

const CHANNEL = 'callback_hosts'
/** A notification is a hint; this is how long a lost one can matter. */
const REREAD_MS = 10_000

/** What callbacks may reach at this moment: the settings, and the hosts that administrators have added. */
export async function callbackPolicy(): Promise<Policy> {
  const { callbackHosts, callbackAllowPrivate, appUrl, flowSimulator } = config()
  const added = await database().callbackHost.findMany({ select: { host: true } })
  return {
    hosts: [...callbackHosts, ...added.map(({ host }) => host)],
    allowPrivate: callbackAllowPrivate,
    self: appUrl,
    simulator: flowSimulator,
  }
}

/** Tells every process, once the transaction commits, to read the policy again. */
export const policyChanged = (tx: Transaction) => tx.$executeRaw`select pg_notify(${CHANNEL}, '')`

/** The policy for a process that dials: read now, and again whenever somebody has changed it. */
export async function watchCallbackPolicy(): Promise<{ current(): Policy; close(): Promise<void> }> {
  let policy = await callbackPolicy()
  let reads = 0
  const reread = async () => {
    const read = ++reads
    try {
      const fresh = await callbackPolicy()
      // A slow read must not undo a later one.
      if (read === reads) policy = fresh
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'cannot read the callback hosts; the last known ones hold')
    }
  }
  // Its answer is a promise that nothing waits for: what it throws is caught within.
  const listener = await listen(
    CHANNEL,
    () => void reread(),
    () => void reread(),
  )
  const timer = setInterval(() => void reread(), REREAD_MS)
  return {
    current: () => policy,
    async close() {
      clearInterval(timer)
      await listener.close()
    },
  }
}
