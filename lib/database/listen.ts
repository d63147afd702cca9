import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { dedicatedClient } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'

const RECONNECT_MS = 500

/**
 * Hears a channel on a connection of its own, which is made again whenever it is lost. What is said in between is missed:
 * a notification is a hint, never the truth.
 * @param connected called after each connection, the first one included
 * @returns once it listens
 */
export async function listen(
  channel: string,
  hear: (payload: string) => void,
  connected: () => void = () => {},
): Promise<{ close(): Promise<void> }> {
  let client: pg.Client | undefined
  let closed = false

  async function connect() {
    while (!closed) {
      const fresh = dedicatedClient()
      const lost = (error?: Error) => {
        if (client !== fresh) return
        client = undefined
        if (closed) return
        log.warn({ error: error?.message, channel }, 'lost the connection that listens')
        void connect()
      }
      fresh.on('notification', ({ payload }) => hear(payload ?? ''))
      fresh.on('error', lost)
      fresh.on('end', () => lost())
      try {
        await fresh.connect()
        await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`)
        if (closed) return await fresh.end()
        client = fresh
        return connected()
      } catch (error) {
        log.warn({ error: (error as Error).message, channel }, 'cannot listen yet')
        // It may be dead already; there is nothing to do about that.
        await fresh.end().catch(() => {})
        await delay(RECONNECT_MS)
      }
    }
  }

  await connect()
  return {
    async close() {
      closed = true
      await client?.end().catch(() => {})
    },
  }
}
