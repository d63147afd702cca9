import type pg from 'pg'
import { dedicatedClient } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'

const RECONNECT_MS = 500

/**
 * Hears a channel on a connection of its own, which is made again when it is lost. What was said in between is missed:
 * a notification is a hint, never the truth.
 */
export async function listen(channel: string, hear: (payload: string) => void): Promise<{ close(): Promise<void> }> {
  let client: pg.Client | undefined
  let closed = false

  async function connect() {
    const fresh = dedicatedClient()
    fresh.on('notification', ({ payload }) => hear(payload ?? ''))
    fresh.on('error', error => {
      log.warn({ error: error.message, channel }, 'lost the connection that listens')
      reconnect(fresh)
    })
    fresh.on('end', () => reconnect(fresh))
    await fresh.connect()
    await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`)
    client = fresh
    if (closed) await fresh.end()
  }

  function reconnect(lost: pg.Client) {
    if (closed || client !== lost) return
    client = undefined
    setTimeout(() => !closed && connect().catch(() => retry()), RECONNECT_MS)
  }

  function retry() {
    if (!closed) setTimeout(() => connect().catch(retry), RECONNECT_MS)
  }

  await connect()
  return {
    async close() {
      closed = true
      await client?.end()
    },
  }
}
