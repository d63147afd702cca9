import type { Pool } from 'pg'
import { callbackPolicy } from '#lib/callback-hosts/policy.ts'
import { onChange } from '#lib/changes/listen.ts'
import { CHANGES_CHANNEL, type Change } from '#lib/changes/notify.ts'
import { pool } from '#lib/database/pool.ts'
import { oneAtATime } from '#lib/deliveries/one-at-a-time.ts'
import { mayBeCalled } from '#lib/network/reach.ts'
import { brokenObjects } from '#lib/subscriptions/silence/broken.ts'
import { look } from '#lib/subscriptions/silence/find.ts'

/** Time brings some reasons about, and a notification may be lost: so often it is looked at whatever happens. */
const POLL_MS = 3_000
/** Between two looks, and so many times as long as the last one took: looking never keeps the database busy. */
const REST = { leastMs: 500, timesAsLong: 10 }

/** Looks whenever something has changed, and every few seconds. Every web and worker may: one at a time does. */
export function watchSilence(db: Pool = pool()): { stop(): Promise<void> } {
  let restUntil = 0
  let later: NodeJS.Timeout | undefined
  let stopping = false
  const looking = oneAtATime(async () => {
    if (stopping) return
    const start = performance.now()
    const known = { refusedHosts: await refusedHosts(db), broken: await brokenObjects() }
    const { instances, isMore } = await look(db, known)
    for (const instanceId of instances) {
      const change: Change = { instanceId, topic: 'hooks' }
      await db.query('select pg_notify($1, $2)', [CHANGES_CHANNEL, JSON.stringify(change)])
    }
    const end = performance.now()
    restUntil = isMore ? end : end + Math.max(REST.leastMs, REST.timesAsLong * (end - start))
    if (isMore) soon()
  })

  function soon() {
    if (later || stopping) return
    later = setTimeout(
      () => {
        later = undefined
        void looking.run()
      },
      Math.max(0, restUntil - performance.now()),
    )
  }

  // What deliveries do to a subscription is its status, which is shown and told by itself.
  const unhear = onChange(change => {
    if (change === 'missed' || (change.topic !== 'deliveries' && change.topic !== 'notices')) soon()
  })
  const poll = setInterval(soon, POLL_MS)
  soon()
  return {
    async stop() {
      stopping = true
      unhear()
      clearInterval(poll)
      clearTimeout(later)
      await looking.idle()
    },
  }
}

async function refusedHosts(db: Pool): Promise<string[]> {
  const policy = await callbackPolicy()
  const { rows } = await db.query<{ host: string }>(
    'select distinct callback_host as host from subscription where removed_at is null',
  )
  return rows.map(({ host }) => host).filter(host => !mayBeCalled(policy, host))
}
