import type pg from 'pg'
import { CHANGES_CHANNEL, type Change } from '#lib/changes/notify.ts'
import { dedicatedClient } from '#lib/database/pool.ts'
import { log } from '#lib/log.ts'
import { remember } from '#lib/remember.ts'

/** `missed`: the connection was lost in between, so anything may have changed. */
type Listener = (change: Change | 'missed') => void

const RECONNECT_MS = 1000

/**
 * Hears what any process has changed, from about now on. One connection per process serves all listeners; it is made
 * with the first, ended with the last, and made again when it is lost.
 * @returns how to stop listening
 */
export function onChange(listener: Listener): () => void {
  const feed = remember('changes', createFeed)
  feed.add(listener)
  return () => feed.remove(listener)
}

function createFeed() {
  const listeners = new Set<Listener>()
  let connection: pg.Client | undefined

  const tell = (change: Change | 'missed') => {
    for (const listener of listeners) listener(change)
  }

  async function connect() {
    const client = dedicatedClient()
    connection = client
    client.on('notification', ({ payload }) => tell(JSON.parse(payload ?? '') as Change))
    client.on('error', error => lose(client, error))
    client.on('end', () => lose(client))
    try {
      await client.connect()
      await client.query(`listen ${CHANGES_CHANNEL}`)
      tell('missed')
    } catch (error) {
      lose(client, error as Error)
    }
  }

  function lose(client: pg.Client, error?: Error) {
    if (connection !== client) return
    log.warn({ error: error?.message }, 'lost the connection that hears changes')
    connection = undefined
    end(client)
    setTimeout(() => {
      if (listeners.size > 0 && !connection) void connect()
    }, RECONNECT_MS).unref()
  }

  return {
    add(listener: Listener) {
      listeners.add(listener)
      if (!connection) void connect()
    },
    remove(listener: Listener) {
      listeners.delete(listener)
      if (listeners.size > 0 || !connection) return
      const client = connection
      connection = undefined
      end(client)
    },
  }
}

// It may be dead already; there is nothing to do about that.
const end = (client: pg.Client) => void client.end().catch(() => {})
