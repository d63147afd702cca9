import { pool } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'
import { remember } from '#lib/remember.ts'

/** What is to be sent, each once: channel and payload as one text. */
export type Notifications = Set<string>

export const notification = (channel: string, payload: string) => JSON.stringify([channel, payload])

/** What came while a statement was under way goes with the next one. */
const state = remember('notifications-sent', () => ({
  waiting: new Set<string>() as Notifications,
  sending: undefined as Promise<void> | undefined,
}))

/** Sends them now, or right after those that are being sent; settles once they are. */
export async function send(notifications: Notifications) {
  if (notifications.size === 0) return
  for (const each of notifications) state.waiting.add(each)
  await state.sending
  // Whoever wakes first sends for all who waited.
  if (state.waiting.size > 0) state.sending = sendWaiting()
  await state.sending
}

async function sendWaiting() {
  const all = [...state.waiting].map(each => JSON.parse(each) as [string, string])
  state.waiting.clear()
  await pool()
    .query({
      name: 'notify',
      text: 'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as n(channel, payload)',
      values: [all.map(([channel]) => channel), all.map(([, payload]) => payload)],
    })
    .catch(error => log.debug({ error: error.message }, 'a notification was not sent'))
}
