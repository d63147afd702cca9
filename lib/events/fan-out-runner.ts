import { transaction } from '#lib/database/client.ts'
import { listen } from '#lib/database/listen.ts'
import { oneAtATime } from '#lib/deliveries/one-at-a-time.ts'
import { type About, deliverTo, FAN_OUT_CHANNEL, type Told } from '#lib/events/fan-out.ts'
import type { Trigger } from '#lib/triggers/catalogue.ts'

const BATCH = 5000
const POLL_MS = 1000

type Left = Told & { cursor: string }

/** Makes the deliveries that events with very many subscriptions left to the workers. */
export async function startFanOut(): Promise<{ stop(): Promise<void> }> {
  let stopping = false
  const working = oneAtATime(async () => {
    while (!stopping && (await fanOutOnce()));
  })
  const listener = await listen(FAN_OUT_CHANNEL, working.run)
  const poll = setInterval(working.run, POLL_MS)
  working.run()
  return {
    async stop() {
      stopping = true
      clearInterval(poll)
      await listener.close()
      await working.idle()
    },
  }
}

/**
 * One batch of the oldest event that is left. The deliveries and the cursor move together, so that a crash neither loses
 * nor repeats any; what another worker has in hand is left to it.
 * @returns whether there was any
 */
export function fanOutOnce(batch = BATCH): Promise<boolean> {
  return transaction(async tx => {
    const [left] = await tx.$queryRaw<Left[]>`
      select event_id as "eventId", instance_id as "instanceId", type, about, cursor
      from fan_out order by event_id limit 1 for update skip locked`
    if (!left) return false
    const told = { ...left, type: left.type as Trigger, about: left.about as About }
    const cursor = await deliverTo(tx, told, left.cursor, batch)
    const where = { eventId: left.eventId }
    if (cursor) await tx.fanOut.update({ where, data: { cursor } })
    else await tx.fanOut.delete({ where })
    return true
  })
}
